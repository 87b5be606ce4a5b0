import type { ControlMode } from './control-mode';

/** What a knob, a fader, a pad or a key says. */
export interface MidiEvent {
  readonly kind: 'control' | 'note';
  /** As devices count them, 1..16. */
  readonly channel: number;
  /** Of the control change or the note, 0..127. */
  readonly number: number;
  /** Position or velocity, 0..127; a note that ends has velocity 0. */
  readonly value: number;
}

/** A knob or a note of a device, which it is known again by. */
export type MidiControl = Pick<MidiEvent, 'kind' | 'channel' | 'number'> & {
  /** The device's name as the browser tells it: its id changes between visits and computers. */
  readonly input: string;
  /** How a knob tells of itself; a position of seven bits where nothing is said. */
  readonly mode?: ControlMode;
};

const NOTE_OFF = 0x8;
const NOTE_ON = 0x9;
const CONTROL_CHANGE = 0xb;
/** From here on controllers are orders to the whole channel ("all notes off"). */
const FIRST_MODE = 120;

/**
 * A MIDI 1.0 message as Web MIDI delivers it: whole, its status byte first. A note that begins with
 * velocity 0 is one that ends, as keyboards send it.
 * @returns null of what is none of a knob or a note: clock, pitch bend, system exclusive, a damaged one.
 */
export function readMidi(bytes: ArrayLike<number>): MidiEvent | null {
  const [status = 0, number = 0x80, value = 0x80] = [bytes[0], bytes[1], bytes[2]];
  if (status < 0x80 || number > 0x7f || value > 0x7f) return null;
  const channel = (status & 0xf) + 1;
  switch (status >> 4) {
    case NOTE_OFF:
      return { kind: 'note', channel, number, value: 0 };
    case NOTE_ON:
      return { kind: 'note', channel, number, value };
    case CONTROL_CHANGE:
      return number < FIRST_MODE ? { kind: 'control', channel, number, value } : null;
    default:
      return null;
  }
}

/** A position of seven bits as a share: 0 at 0, 1 at 127, and a half at 64, where knobs have their middle. */
export const shareOfSevenBits = (value: number): number =>
  value <= 64 ? value / 128 : 0.5 + (value - 64) / 126;
