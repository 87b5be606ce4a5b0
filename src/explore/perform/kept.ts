import { fieldOf } from '../../contract/field-of';
import { CONTROL_MODES, FINE } from './control-mode';
import type { Modulation } from './drive';
import type { Mappings } from './mappings';
import type { MidiControl } from './midi';
import { SOURCES } from './sound';
import { isTrigger, rangeOf, type TargetId } from './targets';

/** How a performer has set the studio up; kept as it is, as JSON. */
export interface Setup {
  readonly mappings: Mappings;
  readonly modulations: Readonly<Record<TargetId, Modulation>>;
}

/** What was kept, as far as it says anything: what it says wrongly is passed over. */
export const readSetup = (kept: unknown): Setup => ({
  mappings: entries(fieldOf(kept, 'mappings'), readControl),
  modulations: entries(fieldOf(kept, 'modulations'), readModulation),
});

function entries<T>(
  kept: unknown,
  read: (target: TargetId, value: unknown) => T | null,
): Record<TargetId, T> {
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept).flatMap(([target, value]) => {
      const found = read(target, value);
      return found === null ? [] : [[target, found] as const];
    }),
  );
}

function readControl(target: TargetId, kept: unknown): MidiControl | null {
  const [input, kind] = [fieldOf(kept, 'input'), fieldOf(kept, 'kind')];
  const [channel, number] = [fieldOf(kept, 'channel'), fieldOf(kept, 'number')];
  if (!rangeOf(target) && !isTrigger(target)) return null;
  if (typeof input !== 'string' || (kind !== 'control' && kind !== 'note')) return null;
  if (!isWhole(channel, 1, 16) || !isWhole(number, 0, 127)) return null;
  const mode = CONTROL_MODES.find((one) => one === fieldOf(kept, 'mode'));
  if (mode === undefined || mode === 'position' || kind === 'note') {
    return { input, kind, channel, number };
  }
  // A pair begins with one of the first controllers.
  return mode === 'fine' && number >= FINE
    ? { input, kind, channel, number }
    : { input, kind, channel, number, mode };
}

function readModulation(target: TargetId, kept: unknown): Modulation | null {
  const source = SOURCES.find((one) => one === fieldOf(kept, 'source'));
  const amount = fieldOf(kept, 'amount');
  if (!rangeOf(target) || source === undefined) return null;
  if (typeof amount !== 'number' || !(Math.abs(amount) <= 1)) return null;
  return { source, amount };
}

const isWhole = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
