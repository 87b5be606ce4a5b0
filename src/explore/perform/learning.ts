import { FINE, STEPS, isRelative, modeOf, stepsOf, type ControlMode } from './control-mode';
import type { MidiControl, MidiEvent } from './midi';
import { clampShare, rangeOf, type TargetId } from './targets';

/** Messages after which what a knob sends is known. */
const MOST = 32;

/** What comes of a message of the knob that was learnt last. */
export interface Detected {
  readonly control: MidiControl;
  /** Where the range is now; null where its control has set it. */
  readonly share: number | null;
}

/** Watches the knob that was learnt last: how it tells of itself shows while it is turned. */
export class Detecting {
  private readonly values: number[];
  private paired = false;

  /** @param share where the range was before the knob was turned. */
  constructor(
    readonly target: TargetId,
    private control: MidiControl,
    first: MidiEvent,
    private readonly share: number,
  ) {
    this.values = [first.value];
  }

  /** @returns how the control is to be read from now on; null where that is as before. */
  hear(input: string, event: MidiEvent): Detected | null {
    const { control } = this;
    const own = input === control.input && event.channel === control.channel;
    if (!own || event.kind !== 'control' || !rangeOf(this.target)) return null;
    const by = event.number - control.number;
    const number = by === -FINE && event.number < FINE ? event.number : control.number;
    if (number !== control.number || (by === FINE && control.number < FINE)) this.paired = true;
    else if (by !== 0) return null;
    else if (this.values.length >= MOST) return null;
    else this.values.push(event.value);
    const mode = modeOf(this.values, this.paired);
    if (mode === (control.mode ?? 'position') && number === control.number) return null;
    this.control = { ...control, number, mode };
    return { control: this.control, share: this.turned(mode) };
  }

  /** The message that a knob is learnt by does nothing else. */
  private turned(mode: ControlMode): number | null {
    if (!isRelative(mode)) return null;
    const steps = this.values.slice(1).reduce((sum, value) => sum + stepsOf(mode, value), 0);
    return clampShare(this.share + steps / STEPS);
  }
}
