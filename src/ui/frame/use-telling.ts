import { useEffect, useRef } from 'react';
import type { RunRecord } from '../../contract/records';
import { useStudio } from '../studio-context';
import { TELL_KEY, newsOf } from './telling';

/** A notification at the end of a run, only where the person asked for it and the page is away. */
export function useTelling(): void {
  const run = useStudio((studio) => studio.easel?.run ?? null);
  const before = useRef<RunRecord | null>(null);
  useEffect(() => {
    const last = before.current;
    before.current = run;
    if (!run) return;
    const news = newsOf(last?.id === run.id ? last.state : null, run);
    if (!news || !wanted() || document.visibilityState === 'visible') return;
    try {
      const note = new Notification(news.title, { body: news.body, tag: run.id });
      note.onclick = () => window.focus();
    } catch {
      // Some browsers allow notifications from service workers only; the title says it all the same.
    }
  }, [run]);
}

function wanted(): boolean {
  if (!('Notification' in window) || Notification.permission !== 'granted') return false;
  try {
    return localStorage.getItem(TELL_KEY) === 'yes';
  } catch {
    return false;
  }
}
