import { bytes, count, duration } from '../../format';
import type { PictureSize } from '../../../contract/picture-shape';
import { countOf } from '../count-of';
import { sizeText } from '../size-text';

/** A guess is told in steps of 10 s, of a minute or of an hour, the coarser the longer it is. */
function roughly(seconds: number): string {
  const step = seconds < 60 ? 0 : seconds < 600 ? 10 : seconds < 36_000 ? 60 : 3600;
  return duration(step === 0 ? seconds : step * Math.round(seconds / step));
}

/** How long a run will take, said before it begins, and settings to begin with. */
export const time = {
  title: 'Time to a picture',
  points: { quick: 'Quick look', good: 'Good', overnight: 'Overnight' },
  /** What a starting point comes to. @param seconds null while that is not known */
  hint: (size: PictureSize, seconds: number | null) =>
    `${sizeText(size)}${seconds === null ? '' : `, about ${roughly(seconds)}`}`,
  later: 'once the speed is known',
  /** After one was pressed. */
  chosen: (
    point: string,
    size: PictureSize,
    settings: { width: number; batchSize: number; epochs: number },
  ) =>
    `${point}: ${sizeText(size)}, width ${settings.width}, batch size ${settings.batchSize}, ${countOf(settings.epochs, 'epoch')}.`,
  kept: 'The size stays as it is, because the originals are not at hand.',
  undo: 'Undo',

  timing: 'A few steps are being timed. Train need not wait for it.',
  failed: 'A few steps could not be timed. Training may work all the same.',
  epochs: (epoch: number, epochs: number, all: number) =>
    epochs === 1
      ? `An epoch takes about ${roughly(epoch)}, by a few steps on this device.`
      : `An epoch takes about ${roughly(epoch)}, all ${count(epochs)} about ${roughly(all)}, by a few steps on this device.`,
  likeness: (
    first: { epochs: number; seconds: number },
    good: { epochs: number; seconds: number },
  ) =>
    `A first likeness mostly comes after ${countOf(first.epochs, 'epoch')}, about ${roughly(first.seconds)}, and a good result after ${count(good.epochs)}, about ${roughly(good.seconds)}.`,
  endsBefore: {
    first: (epochs: number) => `${countOf(epochs, 'epoch')} end before either.`,
    good: (epochs: number) => `${countOf(epochs, 'epoch')} end between the two.`,
  },
  memory: (weights: number, activations: number, pictures: number) =>
    `It takes about ${bytes(weights)} of memory for weights and their moments, ${bytes(activations)} for what a step computes and ${bytes(pictures)} for the pictures.`,
};
