import { useEffect, useRef } from 'react';
import { shortcutFor, type KeyPlace, type Shortcut } from './shortcuts';

/** Runs what is given for a shortcut while the component is on the page. */
export function useShortcuts(handlers: Partial<Record<Shortcut, () => void>>): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const modified = event.ctrlKey || event.altKey || event.metaKey;
      const shortcut = shortcutFor({ key: event.key, modified }, placeOf(event.target));
      const handler = shortcut && latest.current[shortcut];
      if (!handler) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof Element)) return 'page';
  if (target.closest('[role="dialog"], [role="menu"]')) return 'dialog';
  if (target instanceof HTMLInputElement) {
    if (target.type === 'range') return 'arrows';
    return ['checkbox', 'button', 'radio'].includes(target.type) ? 'control' : 'typing';
  }
  if (target.closest('textarea, select, [contenteditable="true"]')) return 'typing';
  if (target.closest('[data-arrows]')) return 'arrows';
  if (target.closest('button, a, summary')) return 'control';
  return 'page';
}
