import { PROCESSOR_CODES, type Adapter, type Device } from '../contract/device';
import { ENGINE_CHOICES, engineToday } from '../contract/hyperparameters';
import type { EngineId } from '../contract/records';
import { oneOf, shape, text, whole, type Check } from './check';

const ENGINES = ENGINE_CHOICES.filter((engine): engine is EngineId => engine !== 'automatic');

const anyEngine = oneOf(ENGINES);
export const engine: Check<EngineId> = (value, where) => anyEngine(engineToday(value), where);

const kind = shape({ kind: text });

const card = shape<Extract<Adapter, { kind: 'gpu' }>>({ kind: oneOf(['gpu']), name: text });
const processor = shape<Extract<Adapter, { kind: 'processor' }>>({
  kind: oneOf(['processor']),
  code: oneOf(PROCESSOR_CODES),
  threads: whole(1, 4096),
});
const adapter: Check<Adapter> = (value, where) =>
  (kind(value, where).kind === 'gpu' ? card : processor)(value, where);

const known = shape<Extract<Device, { kind: 'engine' }>>({
  kind: oneOf(['engine']),
  engine,
  adapter,
});
const told = shape<Extract<Device, { kind: 'told' }>>({ kind: oneOf(['told']), text });

export const device: Check<Device> = (value, where) =>
  (kind(value, where).kind === 'told' ? told : known)(value, where);

/** What was put into words, as a device; '' tells of none. */
export const toldDevice = (words: string): Device | null =>
  words === '' ? null : { kind: 'told', text: words };

/** A run's record or document of the time when its device was kept as words; whatever else it is
 *  passes unchanged. */
export function runWithDevice(run: unknown): unknown {
  if (typeof run !== 'object' || run === null) return run;
  const { device, ...rest } = run as Record<string, unknown>;
  return typeof device === 'string' ? { ...rest, device: toldDevice(device) } : run;
}
