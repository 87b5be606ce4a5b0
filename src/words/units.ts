/** The words around numbers in one language; format.ts writes the numbers. */
export interface UnitWords {
  /** A number that is none. */
  readonly unknown: string;
  readonly percent: (value: string) => string;
  readonly perSecond: (quantity: string) => string;
  /** From one byte up, each a thousand of the one before. */
  readonly bytes: readonly [string, string, string, string, string];
  readonly time: Readonly<Record<'millisecond' | 'second' | 'minute' | 'hour' | 'day', string>>;
  readonly underOne: (unit: string) => string;
  readonly justNow: string;
  readonly ago: (span: string) => string;
  readonly today: (clock: string) => string;
  readonly yesterday: (clock: string) => string;
  readonly onDay: (day: string, clock: string) => string;
}
