import type { Page } from '@playwright/test';
import { expect } from './studio';

/** Controls that are out of view or cut off, and boxes that scroll sideways. */
export const faults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const sideways = (box: Element | null, name: string): void => {
      if (box && box.scrollWidth > box.clientWidth + 1) {
        found.push(`${name} scrolls sideways by ${box.scrollWidth - box.clientWidth} px`);
      }
    };
    sideways(document.documentElement, 'the page');
    for (const dialog of document.querySelectorAll(
      '[role="dialog"], [role="menu"], [role="log"]',
    )) {
      sideways(dialog, dialog.getAttribute('role') ?? '');
    }
    const open = document.querySelector('[role="dialog"][aria-modal="true"]');
    const controls = (open ?? document).querySelectorAll('a[href], button, input, select, summary');
    for (const control of controls) {
      if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      // A plane that is wandered over has no edge: what its frame cuts off comes into view by a drag.
      if (control.closest('[data-plane]')) continue;
      const box = control.getBoundingClientRect();
      if (box.width < 4 || box.height < 4) continue;
      const name = `${control.tagName} "${(control.getAttribute('aria-label') ?? control.textContent ?? '').slice(0, 30)}"`;
      if (box.left < -1 || box.right > innerWidth + 1) {
        found.push(`${name} from ${Math.round(box.left)} to ${Math.round(box.right)}`);
        continue;
      }
      for (let over = control.parentElement; over; over = over.parentElement) {
        if (getComputedStyle(over).overflowX === 'visible') continue;
        const frame = over.getBoundingClientRect();
        if (box.right > frame.right + 1 || box.left < frame.left - 1) {
          found.push(`${name} is cut off by ${over.tagName}.${over.className}`);
          break;
        }
      }
    }
    return found;
  });

export async function expectSound(page: Page, where: string): Promise<void> {
  // Transitions and what is measured come to rest.
  await expect.poll(() => faults(page), { message: where, timeout: 10_000 }).toEqual([]);
}
