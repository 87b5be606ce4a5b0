import type { Page } from '@playwright/test';

/** Presses Tab until the focused element has this accessible text; fails after 120 presses. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate((wanted) => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return false;
      const labels = 'labels' in element ? (element as HTMLInputElement).labels : null;
      const texts = [
        element.getAttribute('aria-label'),
        element.textContent,
        ...[...(labels ?? [])].map((label) => label.textContent),
      ];
      return texts.some((text) => text?.trim() === wanted);
    }, name);
    if (found) return;
  }
  throw new Error(`No way with Tab to "${name}"`);
}
