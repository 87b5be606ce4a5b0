import { StudioError } from '../contract/errors';
import { placeOf, samePlace, tidyPlace, type Place } from '../contract/focus';
import { fileHashes } from '../contract/held-out';
import type { FileOfPicture, IntakeOptions } from '../contract/intake';
import { squarePictures } from '../contract/picture-shape';
import { HASH_BYTES, PICTURE_BLOCK, type DatasetRecord } from '../contract/records';
import { toRgba } from '../contract/rgba';
import { toHex } from '../contract/sha256';
import type { Context, Originals } from './context';
import type { StudioActions } from './studio-actions';
import { isSetNeeded } from './set-needed';

/** Edge of the square that a whole picture is squeezed to, to be looked at. */
const DRAWN = 512;

interface Hooks {
  /** Puts a set on the picture grid. */
  readonly choose: (id: string) => void;
  /** The pixels of a set have changed. */
  readonly changed: (id: string) => void;
  /** Runs may find their pictures in what has changed. */
  readonly search: () => Promise<void>;
}

/** The first picture that was made of a file. */
interface First extends FileOfPicture {
  readonly picture: number;
}

/** Moving the point that a picture's crop is taken around. [PIC26] */
export function focusActions(
  context: Context,
  { choose, changed, search }: Hooks,
): Pick<StudioActions, 'wholePicture' | 'moveFocus'> {
  const { intake, storage, tabs, now } = context.ports;

  const setOf = (id: string): DatasetRecord => {
    const set = context.state.datasets.find((one) => one.id === id);
    if (!set) throw new StudioError('set-not-stored');
    return set;
  };

  const originalsOf = (set: DatasetRecord): Originals => {
    const originals = context.session.originals.get(set.id);
    if (!originals) throw new StudioError('originals-not-at-hand', { set: set.name });
    return originals;
  };

  /** Several crops may have been made of its file: those lie side by side, the first one first. */
  const firstOf = async (set: DatasetRecord, picture: number): Promise<First> => {
    const crops = set.cropsPerPicture ?? 1;
    const from = Math.max(0, picture - crops + 1);
    const hashes = new Uint8Array((picture - from + 1) * HASH_BYTES);
    let path = '';
    for (let place = from; place <= picture; place++) {
      const block = await storage.pictureBlock(set.id, Math.floor(place / PICTURE_BLOCK));
      const at = place % PICTURE_BLOCK;
      if (block?.paths[at] === undefined) {
        throw new StudioError('picture-not-stored', { set: set.name, picture: place + 1 });
      }
      hashes.set(hashOf(block.hashes, at), (place - from) * HASH_BYTES);
      path = block.paths[at];
    }
    const hash = toHex(hashOf(await fileHashes(hashes, crops), picture - from));
    let first = picture;
    for (let place = from; place < picture; place++) {
      if (toHex(hashOf(hashes, place - from)) === hash) first = place;
    }
    return { path, hash, picture: first };
  };

  const change = async (set: DatasetRecord, first: First, place: Place): Promise<string> => {
    const point = { hash: first.hash, ...place };
    const originals = originalsOf(set);
    const options = { ...alone(originals.options), focusPoints: [point] };
    const { pixels } = await intake.prepareOne(originals.files, first, options);
    const copy = (await isSetNeeded(context, set.id)) ? now.newId() : null;
    const { picture } = first;
    const wanted = { datasetId: set.id, picture, pixels, point, at: now.time(), copy };
    // What another tab finds unfinished is not swept meanwhile.
    const release = tabs.claims.hold('intake');
    const made = await intake.changePicture(wanted).finally(release);
    const { datasets, datasetId } = context.state;
    const taken = { focusPoints: made.focusPoints ?? [], createdAt: made.createdAt };
    if (copy === null) changed(set.id);
    else context.session.originals.set(copy, originals);
    context.update({
      datasets: datasets.flatMap((other) => {
        if (other.id !== set.id) return other;
        return copy === null ? { ...other, ...taken } : [made, other];
      }),
    });
    if (copy !== null && datasetId === set.id) choose(copy);
    if (copy !== null) context.notify({ code: 'set-copied', params: { set: set.name } });
    return made.id;
  };

  return {
    wholePicture: async (id, picture) => {
      const set = setOf(id);
      const { files, options } = originalsOf(set);
      const first = await firstOf(set, picture);
      const drawn = squarePictures(DRAWN, options.channels);
      const whole = { imageSize: DRAWN, shape: 'square', crop: 'stretch' } as const;
      const found = await intake.prepareOne(files, first, { ...alone(options), ...whole });
      return { ...first, rgba: toRgba(found.pixels, drawn), drawn, size: found.original };
    },

    moveFocus: async (id, picture, place) => {
      let now = id;
      // One after another, and before a run begins: it reads the set from storage.
      const moving = context.session.saving.then(async () => {
        await context.attempt(async () => {
          const set = setOf(id);
          const first = await firstOf(set, picture);
          const wanted = tidyPlace(place);
          if (samePlace(placeOf(set.focusPoints, first.hash), wanted)) return;
          now = await change(set, first, wanted);
        });
      });
      context.session.saving = moving;
      await moving;
      if (now !== id || context.state.goneSets.length > 0) await search();
      return now;
    },
  };
}

const hashOf = (hashes: Uint8Array<ArrayBuffer>, place: number): Uint8Array<ArrayBuffer> =>
  hashes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES);

/** Options under which the file is taken as it was when the set was made. */
const alone = (options: IntakeOptions): IntakeOptions => ({
  ...options,
  cropsPerPicture: 1,
  aspectVariance: null,
  ignoreSmaller: false,
  limit: null,
});
