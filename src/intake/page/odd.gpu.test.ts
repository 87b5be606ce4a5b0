import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { DatasetRecord } from '../../contract/records';
import { ends, takeIn } from '../../testing/intake-harness';
import type { MemoryStore } from '../../testing/memory-store';
import { ODD_ENDS } from '../../testing/odd-expectations';
import { hasRealData, realFile } from '../../testing/real-data';

if (hasRealData()) {
  describe('the folder of odd files, which is here', () => {
    let record: DatasetRecord;
    let store: MemoryStore;
    let found: ReturnType<typeof ends>;

    beforeAll(async () => {
      const files = await Promise.all(
        inject('oddFiles').map(async (name) => ({
          path: `odd/${name}`,
          file: await realFile(`odd/${name}`),
        })),
      );
      ({ record, store } = await takeIn(files, { background: '#ff00ff' }));
      found = ends(record, store);
    });

    it('is what the table of expected ends names, file by file', () => {
      expect([...inject('oddFiles')].sort()).toEqual([...ODD_ENDS.keys()].sort());
    });

    it.each([...ODD_ENDS])('%s ends as expected [PIC2] [PIC3] [PIC7] [PIC12]', (name, end) => {
      const outcome = found.get(`odd/${name}`);
      if (end === 'silent') expect(outcome).toBeUndefined();
      else expect(outcome).toEqual(end === 'ready' ? 'ready' : end.skipped);
    });

    it.each(['Landscape', 'Portrait'])('%s, turned eight ways, is one picture [PIC4]', (name) => {
      const upright = store.picture(record, `odd/exif-orientation/${name}_1.jpg`);
      for (let n = 2; n <= 8; n++) {
        const other = store.picture(record, `odd/exif-orientation/${name}_${n}.jpg`);
        // They differ by compression, and by the number painted into their middles.
        expect(meanDifference(upright, other)).toBeLessThan(6);
      }
    });

    it('a WebP whose EXIF turns it is shown upright [PIC4]', () => {
      const upright = store.picture(record, 'odd/jpeg/hopper_16bit_qtables.jpg');
      const turned = store.picture(record, 'odd/exif-orientation/hopper_orientation_6.webp');
      expect(meanDifference(upright, turned)).toBeLessThan(12);
    });

    it('what is wholly transparent shows the background [PIC5]', () => {
      const pixels = store.picture(record, 'odd/png/full-transparent.png');
      for (let i = 0; i < pixels.length; i += 3) {
        expect([...pixels.subarray(i, i + 3)]).toEqual([255, 0, 255]);
      }
    });
  });
} else {
  it('the folder of odd files is not here: only made files are tested', () => {
    expect(inject('oddFiles')).toEqual([]);
  });
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum / a.length;
}
