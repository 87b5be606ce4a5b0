import { useEffect, useRef } from 'react';

/** Opens it over all of the page, and over all of the screen where the browser lets it.
 *  @param asking whether the browser asks for something just now. */
export function useFullScreen(
  dialog: React.RefObject<HTMLDialogElement | null>,
  asking: boolean,
): void {
  const asked = useRef(asking);
  useEffect(() => {
    // Some browsers leave full screen to ask; they are gone back to it where they allow that.
    if (asked.current && !asking && !document.fullscreenElement) {
      dialog.current?.requestFullscreen?.().catch(() => undefined);
    }
    asked.current = asking;
  }, [dialog, asking]);
  useEffect(() => {
    const { current } = dialog;
    if (!current) return;
    if (!current.open) current.showModal();
    // No button of the bar: it would be seen as long as it has the focus.
    current.focus();
    let full = false;
    current.requestFullscreen?.().then(
      () => (full = true),
      () => undefined,
    );
    const onChange = (): void => {
      if (full && !document.fullscreenElement && !asked.current) current.close();
    };
    document.addEventListener('fullscreenchange', onChange);
    return () => {
      document.removeEventListener('fullscreenchange', onChange);
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    };
  }, [dialog]);
}

/** A button that had the focus may go away: the keys of Full screen work all the same. */
export function useLostFocus(dialog: React.RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const onKeyDown = ({ target, key }: KeyboardEvent): void => {
      if (target !== document.body) return;
      dialog.current?.focus();
      dialog.current?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [dialog]);
}
