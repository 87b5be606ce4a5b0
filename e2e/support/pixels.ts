import type { Page } from '@playwright/test';

/** A PNG as pixels, decoded by the browser. rgba: [height, width, 4], values 0..255. */
export async function decodePng(
  page: Page,
  bytes: Uint8Array,
): Promise<{ width: number; height: number; rgba: number[] }> {
  return page.evaluate(async (base64) => {
    const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([raw], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return { width: bitmap.width, height: bitmap.height, rgba: [...data] };
  }, Buffer.from(bytes).toString('base64'));
}
