import { shareOfSevenBits, type MidiControl, type MidiEvent } from './midi';
import { FINE, STEPS, isRelative, shareOfFourteenBits, stepsOf } from './control-mode';
import { clampShare, isTrigger, rangeOf, type TargetId } from './targets';

/** What moves a target from outside: a knob or a note, one each; one knob may move several. */
export type Mappings = Readonly<Record<TargetId, MidiControl>>;

export interface Learnt {
  readonly mappings: Mappings;
  /** The target that the next knob or note is mapped to; null where none waits. */
  readonly learning: TargetId | null;
}

/** What comes of a message. */
export interface Heard extends Learnt {
  /** Shares that ranges are set to. */
  readonly set: Readonly<Record<TargetId, number>>;
  /** Triggers that go off. */
  readonly trigger: readonly TargetId[];
}

/** Where a button that sends positions counts as pressed. */
const PRESSED = 64;

/**
 * What a message of a device does: the first knob that moves or note that begins is learnt where a target
 * waits for one, and does nothing else; any other sets what is mapped to it.
 * @param before the control's position before, 0..127: a button goes off once for each press.
 * @param high where the first of a pair of controllers is, for the second. @param shareAt where a range is.
 */
export function heard(
  now: Learnt,
  input: string,
  event: MidiEvent,
  before: number,
  high = 0,
  shareAt: (target: TargetId) => number = () => 0,
): Heard {
  const ended = event.kind === 'note' && event.value === 0;
  const nothing = { ...now, set: {}, trigger: [] };
  if (ended) return nothing;
  if (now.learning !== null) {
    const { kind, channel, number } = event;
    const mappings = { ...now.mappings, [now.learning]: { input, kind, channel, number } };
    return { mappings, learning: null, set: {}, trigger: [] };
  }
  const mapped = Object.keys(now.mappings).filter((target) =>
    same(now.mappings[target]!, input, event),
  );
  const pressed = event.kind === 'note' || (event.value >= PRESSED && before < PRESSED);
  const ranges = mapped.filter((target) => rangeOf(target) !== null);
  return {
    ...nothing,
    set: Object.fromEntries(
      ranges.map((target) => [
        target,
        setTo(now.mappings[target]!, event, high, () => shareAt(target)),
      ]),
    ),
    trigger: pressed ? mapped.filter(isTrigger) : [],
  };
}

/** Where a control sets a range. @param high as of `heard`. @param share where it is. */
function setTo(
  { mode = 'position', number }: MidiControl,
  event: MidiEvent,
  high: number,
  share: () => number,
): number {
  if (isRelative(mode)) return clampShare(share() + stepsOf(mode, event.value) / STEPS);
  if (mode === 'position') return shareOfSevenBits(event.value);
  // The first of a pair begins a position anew; the second completes it.
  return event.number === number
    ? shareOfFourteenBits(event.value, 0)
    : shareOfFourteenBits(high, event.value);
}

const same = (control: MidiControl, input: string, event: MidiEvent): boolean =>
  control.input === input &&
  control.kind === event.kind &&
  control.channel === event.channel &&
  (control.number === event.number ||
    (control.mode === 'fine' && control.number + FINE === event.number));

/** All others than that of a target. */
export const forgotten = <T>(
  of: Readonly<Record<TargetId, T>>,
  target: TargetId,
): Readonly<Record<TargetId, T>> =>
  Object.fromEntries(Object.entries(of).filter(([id]) => id !== target));
