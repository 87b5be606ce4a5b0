import { useLayoutEffect } from 'react';

/**
 * Keeps the page behind a dialog from scrolling, without a jump where its scroll bar was. The
 * library's own lock writes a `<style>` element, which the Content-Security-Policy does not allow.
 */
export function useScrollLock(): void {
  useLayoutEffect(() => {
    const { style, clientWidth } = document.documentElement;
    const before = { overflow: style.overflow, paddingRight: style.paddingRight };
    style.paddingRight = `${window.innerWidth - clientWidth}px`;
    style.overflow = 'hidden';
    return () => void Object.assign(style, before);
  }, []);
}
