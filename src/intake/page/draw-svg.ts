/** A drawing that takes longer than this is given up. */
const DRAW_MS = 10_000;

/**
 * Draws an SVG on the page; workers cannot. An SVG in an `<img>` runs no script and loads nothing
 * from outside itself.
 * @returns the drawing, or null where the browser cannot draw it.
 */
export async function drawSvg(
  svg: Blob,
  width: number,
  height: number,
): Promise<ImageBitmap | null> {
  const url = URL.createObjectURL(svg);
  const image = new Image();
  try {
    await Promise.race([
      new Promise<void>((resolve, reject) => {
        image.onload = () => resolve();
        image.onerror = () => reject(new Error('The SVG cannot be drawn.'));
        image.src = url;
      }),
      new Promise((_, reject) =>
        setTimeout(() => reject(new Error('The SVG takes too long to draw.')), DRAW_MS),
      ),
    ]);
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    canvas.getContext('2d')?.drawImage(image, 0, 0, width, height);
    return await createImageBitmap(canvas);
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}
