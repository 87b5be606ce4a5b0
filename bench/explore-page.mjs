// What a hand does in the room Explore, and how fast it is answered.

/** Runs in the page before all else: counts pictures that the page paints, and lets no dialog of the browser
 *  wait for a person. */
export function tellFrames() {
  delete window.showSaveFilePicker;
  const { putImageData } = CanvasRenderingContext2D.prototype;
  window.painted = 0;
  CanvasRenderingContext2D.prototype.putImageData = function (...what) {
    window.painted += 1;
    return putImageData.apply(this, what);
  };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const tenths = (number) => Math.round(10 * number) / 10;
const perSecond = ({ count, ms }) => tenths((1000 * count) / ms);

/**
 * @param {import('playwright').Page} page with the room Explore open.
 * @returns what is measured, by the columns of bench/README.md.
 */
export async function measureIn(page, { seconds, film }) {
  const wallMs = await firstWall(page);
  await page.getByRole('button', { name: 'Take seed 3', exact: true }).click();
  await page.getByRole('button', { name: 'Morph', exact: true }).click();
  await page.getByRole('button', { name: 'Take seed 4', exact: true }).click();
  const hand = page.getByRole('region', { name: 'Picture in hand' });
  const along = hand.getByRole('slider', { name: 'Along the morph' });
  await hand.locator('canvas[data-frames]').first().waitFor();
  const row = { wallMs, way: await hand.locator('canvas[data-way]').getAttribute('data-way') };
  row.sliderMs = Math.round(median(await answers(along, 8)));
  row.morphPerSecond = perSecond(await dragged(along, seconds));
  row.walkPerSecond = perSecond(await walked(page, seconds));
  Object.assign(row, await wandered(page, seconds));
  row.directionsSeconds = await directions(page);
  if (film) row.filmPerSecond = await filmed(page);
  return row;
}

/** Until every picture of the wall in view is there. */
async function firstWall(page) {
  const begun = performance.now();
  await page.getByRole('button', { name: 'Take seed 3', exact: true }).waitFor();
  const tiles = await page.getByRole('button', { name: /^Take seed \d+$/ }).count();
  await page.waitForFunction((count) => window.painted >= count, tiles);
  return Math.round(performance.now() - begun);
}

/** Milliseconds from a move of the slider at rest to the frame after its picture, some times. */
const answers = (slider, times) =>
  slider.evaluate(async (input, times) => {
    const canvas = () => document.querySelector('canvas[data-frames]');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const frame = () => new Promise(requestAnimationFrame);
    const found = [];
    for (let turn = 0; turn < times; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const before = canvas().dataset.frames;
      const begun = performance.now();
      set.call(input, String(0.1 + 0.07 * turn));
      input.dispatchEvent(new Event('input', { bubbles: true }));
      while (canvas().dataset.frames === before) await frame();
      found.push((await frame()) - begun);
    }
    return found;
  }, times);

/** Frames of the picture in hand while the slider is moved with every frame of the page. */
const dragged = (slider, seconds) =>
  slider.evaluate(async (input, seconds) => {
    const frames = () => Number(document.querySelector('canvas[data-frames]').dataset.frames);
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const [begun, before] = [performance.now(), frames()];
    for (let now = begun, turn = 0; now - begun < 1000 * seconds; turn++) {
      const at = Math.abs(((turn / 97) % 2) - 1);
      set.call(input, at.toFixed(2));
      input.dispatchEvent(new Event('input', { bubbles: true }));
      now = await new Promise(requestAnimationFrame);
    }
    return { count: frames() - before, ms: performance.now() - begun };
  }, seconds);

/** Frames of the walk in "Full screen". */
async function walked(page, seconds) {
  await page.getByRole('button', { name: 'Full screen' }).click();
  const canvas = page.getByRole('dialog', { name: 'Full screen' }).locator('canvas[data-frames]');
  const frames = async () => Number(await canvas.getAttribute('data-frames'));
  const [begun, before] = [performance.now(), await frames()];
  await page.waitForTimeout(1000 * seconds);
  const walk = { count: (await frames()) - before, ms: performance.now() - begun };
  await page.keyboard.press('Escape');
  return walk;
}

/** Frames of the page, and pictures that came, while the map is dragged by half a picture each tenth of a
 *  second, so that new ones always come into view. */
async function wandered(page, seconds) {
  await page.getByRole('button', { name: 'Map', exact: true }).click();
  const map = page.locator('[data-plane]');
  await map.waitFor();
  const { frames, painted, ms } = await map.evaluate(async (plane, seconds) => {
    const { left, top, width, height } = plane.getBoundingClientRect();
    const tell = (type, clientX) =>
      plane.dispatchEvent(
        new PointerEvent(type, {
          ...{ bubbles: true, pointerId: 1, isPrimary: true, buttons: 1 },
          ...{ clientX, clientY: top + height / 2 },
        }),
      );
    plane.setPointerCapture = () => undefined;
    const right = left + width / 2;
    tell('pointerdown', right);
    const [begun, before] = [performance.now(), window.painted];
    let [now, frames] = [begun, 0];
    while (now - begun < 1000 * seconds) {
      now = await new Promise(requestAnimationFrame);
      frames += 1;
      tell('pointermove', right - ((now - begun) / 100) * 48);
    }
    tell('pointerup', right);
    return { frames, painted: window.painted - before, ms: performance.now() - begun };
  }, seconds);
  await page.getByRole('button', { name: 'By seed', exact: true }).click();
  return {
    mapFramesPerSecond: perSecond({ count: frames, ms }),
    mapPicturesPerSecond: perSecond({ count: painted, ms }),
  };
}

async function directions(page) {
  const region = page.getByRole('region', { name: 'Directions' });
  const begun = performance.now();
  await region.getByRole('button', { name: 'Find directions' }).click();
  await region.getByRole('slider', { name: 'Direction 1', exact: true }).waitFor();
  return tenths((performance.now() - begun) / 1000);
}

/** Frames of film a second: a walk of one picture as MP4 or WebM, from the press to the file. */
async function filmed(page) {
  await page.getByRole('button', { name: 'Make a film' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a film' });
  await dialog.getByRole('combobox', { name: 'Kind' }).selectOption('walk');
  const formats = dialog.getByRole('combobox', { name: 'Format' });
  await formats.selectOption('webm').catch(() => formats.selectOption('gif'));
  await dialog.getByRole('textbox', { name: 'Seconds', exact: true }).fill('4');
  await dialog.getByRole('textbox', { name: 'Frames per second' }).fill('12');
  await dialog.getByRole('textbox', { name: 'Frames per second' }).press('Enter');
  await dialog.getByText(/48 frames/).waitFor();
  const coming = page.waitForEvent('download');
  const begun = performance.now();
  await dialog.getByRole('button', { name: 'Make', exact: true }).click();
  await coming;
  const film = { count: 48, ms: performance.now() - begun };
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  return perSecond(film);
}
