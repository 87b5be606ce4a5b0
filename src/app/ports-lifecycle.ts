/** Calls `listener` whenever the page is being hidden, frozen or closed. `visibilitychange` comes
 *  first nearly always; a page that is left while visible has `pagehide` alone. */
export function onHidden(listener: () => void): () => void {
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') listener();
  };
  document.addEventListener('visibilitychange', hidden);
  document.addEventListener('freeze', listener);
  window.addEventListener('pagehide', listener);
  return () => {
    document.removeEventListener('visibilitychange', hidden);
    document.removeEventListener('freeze', listener);
    window.removeEventListener('pagehide', listener);
  };
}
