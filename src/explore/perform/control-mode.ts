/**
 * How a knob tells of itself: its position in seven bits, or in fourteen (a pair of controllers, the second 32
 * above the first), or by how far it was turned, of which devices know three ways to write what is negative.
 */
export const CONTROL_MODES = ['position', 'fine', 'twos', 'offset', 'sign'] as const;
export type ControlMode = (typeof CONTROL_MODES)[number];

export type RelativeMode = Exclude<ControlMode, 'position' | 'fine'>;
export const isRelative = (mode: ControlMode): mode is RelativeMode =>
  mode !== 'position' && mode !== 'fine';

/** From the controller of the higher seven bits to that of the lower ones (MIDI 1.0, controllers 0 to 31). */
export const FINE = 32;

/** A position of fourteen bits as a share: 0 at 0, 1 at 16,383, and a half at 8,192. */
export function shareOfFourteenBits(high: number, low: number): number {
  const value = 128 * high + low;
  return value <= 8192 ? value / 16_384 : 0.5 + (value - 8192) / (2 * 8191);
}

/** Steps that an encoder was turned by. @param value 0..127. */
export function stepsOf(mode: RelativeMode, value: number): number {
  switch (mode) {
    case 'twos':
      return value < 64 ? value : value - 128;
    case 'offset':
      return value - 64;
    case 'sign':
      return value < 64 ? value : 64 - value;
    default:
      return mode satisfies never;
  }
}

/** Steps that lead from one end of a range to the other, as those of a knob of seven bits do. */
export const STEPS = 127;

/** Steps of an encoder that is turned by hand, at most: more at once is a position. */
const MOST = 15;
const within = (value: number, from: number, to: number): boolean => value >= from && value <= to;

/**
 * What a control that was turned a while seems to send. A position is another one with each message; an encoder
 * says the same again and again, close to where its way of writing has nothing. Which way that is shows once it
 * was turned both ways; until then, the one that more devices have is taken.
 * @param values in the order of their coming. @param paired whether the controller 32 above it was heard as well.
 */
export function modeOf(values: readonly number[], paired: boolean): ControlMode {
  if (paired) return 'fine';
  if (!values.some((value, i) => i > 0 && value === values[i - 1])) return 'position';
  const up = values.some((value) => within(value, 1, MOST));
  const down = values.some((value) => within(value, 128 - MOST, 127));
  const above = values.some((value) => within(value, 65, 64 + MOST));
  const below = values.some((value) => within(value, 64 - MOST, 63));
  const explained = values.every(
    (value) =>
      value === 0 ||
      within(value, 1, MOST) ||
      within(value, 128 - MOST, 127) ||
      within(value, 64 - MOST, 64 + MOST),
  );
  if (!explained) return 'position';
  if (up && above && !down && !below) return 'sign';
  if ((up || down) && !above && !below) return 'twos';
  if ((above || below) && !up && !down) return 'offset';
  return 'position';
}
