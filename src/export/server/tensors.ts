import { pictureLength } from '../../contract/picture-shape';
import type { CheckpointRecord } from '../../contract/records';
import { encodeTensors, headersOf } from '../../records/tensors';
import { safetensorsHead, type NamedTensor } from '../safetensors-file';
import type { Pieces } from '../zip';
import type { TrainedPictures } from './parts';

/** `state.safetensors`: each tensor under its group and its name, `generator.adam.first/3/kernel`, in the
 *  studio's shapes; counters, rates and the step in the metadata. */
export function stateFile(checkpoint: CheckpointRecord): Blob {
  const { state, step, trainedMs, engine, learningRates } = checkpoint;
  const tensors = headersOf(state.tensors).map(({ group, name, shape }): NamedTensor => {
    return { name: `${group}/${name}`, dtype: 'F32', shape };
  });
  const head = safetensorsHead(tensors, {
    format: 'atelier-state',
    step: String(step),
    trained_ms: String(trainedMs),
    engine,
    counters: JSON.stringify(state.counters),
    learning_rates: JSON.stringify(learningRates),
  });
  return new Blob([head, ...encodeTensors(state.tensors)]);
}

/** Bytes that are handed on at once. */
const PIECE_BYTES = 4 * 2 ** 20;

/** Told pictures done, and in all. */
export type Progress = (done: number, total: number) => void;

/** `pictures.safetensors`, made while it is written: `pictures`, uint8 [count, height, width, channels]; and
 *  what the chance of augmentation goes by. */
export function picturesFile(pictures: TrainedPictures, progress: Progress): Pieces {
  const { shape, count, looked } = pictures;
  const tensor = (name: string, many: number): NamedTensor => {
    return { name, dtype: 'U8', shape: [many, shape.height, shape.width, shape.channels] };
  };
  const others = looked
    ? [
        tensor('look_training', looked.training.count),
        tensor('look_held_out', looked.heldOut.count),
      ]
    : [];
  const tensors = [tensor('pictures', count), ...others];
  const head = safetensorsHead(tensors, { format: 'atelier-pictures' });
  const all = tensors.reduce((sum, { shape: [many = 0] }) => sum + many, 0);
  return {
    size: head.length + all * pictureLength(shape),
    pieces: piecesOf(head, pictures, progress),
  };
}

async function* piecesOf(
  head: Uint8Array<ArrayBuffer>,
  { shape, count, rows, looked }: TrainedPictures,
  progress: Progress,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield head;
  const size = pictureLength(shape);
  const most = Math.max(1, Math.floor(PIECE_BYTES / size));
  let piece = new Uint8Array(most * size);
  let held = 0;
  let done = 0;
  for await (const row of rows()) {
    piece.set(row, held * size);
    if (++held === most) {
      yield piece;
      piece = new Uint8Array(most * size);
      held = 0;
    }
    progress(++done, count);
  }
  yield piece.subarray(0, held * size);
  if (!looked) return;
  for (const { pixels } of [looked.training, looked.heldOut]) yield pixels.slice();
}
