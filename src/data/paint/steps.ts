import type { IntakeOptions } from '../../contract/intake';
import { wantedShape } from '../../contract/picture-shape';
import { sha256 } from '../../contract/sha256';
import type { Step } from '../decode/sources';
import { paintPicture } from './painting';

/** Sample pictures `from` to `to` (not included), as prepared pictures. */
export async function* paintSteps(
  from: number,
  to: number,
  options: IntakeOptions,
): AsyncGenerator<Step, void, void> {
  for (let i = from; i < to; i++) {
    const pixels = paintPicture(i, wantedShape(options));
    const path = `Sample ${String(i + 1).padStart(3, '0')}`;
    yield { outcome: { kind: 'ready', path }, picture: { pixels, hash: await sha256(pixels) } };
  }
}
