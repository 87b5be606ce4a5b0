/** What is listened to in a sound: all of it, and its parts by pitch. */
export const SOURCES = ['level', 'low', 'middle', 'high'] as const;
export type Source = (typeof SOURCES)[number];

/** 0..1 each. */
export type Levels = Readonly<Record<Source, number>>;

export const SILENCE: Levels = { level: 0, low: 0, middle: 0, high: 0 };

/** Hz, from and up to. */
const BANDS = { low: [30, 250], middle: [250, 2000], high: [2000, 12_000] } as const;

/** Root mean square of samples, float32 [n] in -1..1. */
export const rms = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / (samples.length || 1));

/** Mean square of the Blackman window that analysers look through (Web Audio, "Blackman window"). */
const WINDOW = 0.42 ** 2 + 0.5 ** 2 / 2 + 0.08 ** 2 / 2;

/**
 * Root mean square of what a spectrum holds between two pitches: that of a sine of amplitude A in there is
 * A / sqrt(2), by Parseval.
 * @param decibels float32 [n], of the bins from 0 Hz to half the sample rate, as an AnalyserNode tells them.
 * @param sampleRate in Hz.
 */
export function bandRms(
  decibels: Float32Array,
  sampleRate: number,
  [from, to]: readonly [number, number],
): number {
  const width = sampleRate / 2 / decibels.length;
  const first = Math.max(1, Math.ceil(from / width));
  const end = Math.min(decibels.length, Math.ceil(to / width));
  let power = 0;
  // Silence is minus infinity, whose power is 0.
  for (let bin = first; bin < end; bin++) power += 10 ** (decibels[bin]! / 10);
  return Math.sqrt((2 * power) / WINDOW);
}

/** All sources of one look at a sound, as root mean squares. */
export const loudness = (
  samples: Float32Array,
  decibels: Float32Array,
  sampleRate: number,
): Levels => ({
  level: rms(samples),
  low: bandRms(decibels, sampleRate, BANDS.low),
  middle: bandRms(decibels, sampleRate, BANDS.middle),
  high: bandRms(decibels, sampleRate, BANDS.high),
});

/** Seconds in which a level goes 63 % of the way up, and down. */
const ATTACK = 0.015;
const RELEASE = 0.25;

/** The share of the way that is gone in so many seconds, by a time constant. */
export const wayGone = (seconds: number, constant: number): number =>
  1 - Math.exp(-seconds / constant);

/** A level that rises fast and falls slowly. */
export const followed = (before: number, now: number, seconds: number): number =>
  before + (now - before) * wayGone(seconds, now > before ? ATTACK : RELEASE);

/** Seconds in which the loudest that was heard is forgotten to 37 %. */
const MEMORY = 8;
/** Root mean square, -54 dB of full scale: what is quieter is no music, and is not turned up. */
const QUIETEST = 0.002;

/** The loudest of late. */
export const loudestNow = (before: number, now: number, seconds: number): number =>
  Math.max(now, before * (1 - wayGone(seconds, MEMORY)), QUIETEST);

/** Hears a sound look by look, and turns each source up or down so that its loudest of late is 1. */
export class Listener {
  private loudest: Levels = SILENCE;
  private smooth: Levels = SILENCE;

  /** @param seconds since the look before. */
  hear(now: Levels, seconds: number): Levels {
    const each = (of: (source: Source) => number): Levels =>
      Object.fromEntries(SOURCES.map((source) => [source, of(source)])) as unknown as Levels;
    this.loudest = each((source) => loudestNow(this.loudest[source], now[source], seconds));
    this.smooth = each((source) => {
      const share = now[source] < QUIETEST ? 0 : now[source] / this.loudest[source];
      return followed(this.smooth[source], share, seconds);
    });
    return this.smooth;
  }
}
