import { useEffect } from 'react';
import { openRunOf } from '../../store/views';
import { useStudio } from '../studio-context';
import { iconOf, signOf, type Sign } from './progress-sign';

/** Shows the open run in the tab's title and icon. [PAGE5] */
export function useProgressSign(): void {
  const { title, share, paused } = useSign();
  const shown = share === null ? null : Math.floor(share * 100) / 100;
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (link) link.href = iconOf({ title: '', share: shown, paused });
  }, [shown, paused]);
}

function useSign(): Sign {
  const run = useStudio((studio) => openRunOf(studio)?.run ?? null);
  const progress = useStudio((studio) => openRunOf(studio)?.progress ?? null);
  return signOf(run, progress);
}
