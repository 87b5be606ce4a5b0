import { useEffect, useRef } from 'react';
import { openRunOf } from '../../store/views';
import type { RunRecord } from '../../contract/records';
import { readFlag } from '../browser/flags';
import { mayNotify, notify } from '../browser/notifications';
import { useStudio } from '../studio-context';
import { NOTIFY_KEY, newsOf } from './run-news';

/** A notification at the end of a run, only where the person asked for it and the page is away. */
export function useRunNotifications(): void {
  const run = useStudio((studio) => openRunOf(studio)?.run ?? null);
  const before = useRef<RunRecord | null>(null);
  useEffect(() => {
    const last = before.current;
    before.current = run;
    if (!run) return;
    const news = newsOf(last?.id === run.id ? last.state : null, run);
    if (!news || !wanted() || document.visibilityState === 'visible') return;
    notify(news.title, news.body, run.id);
  }, [run]);
}

const wanted = (): boolean => mayNotify() && readFlag(NOTIFY_KEY) === true;
