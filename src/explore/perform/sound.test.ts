import { expect, it } from 'vitest';
import { Listener, SILENCE, SOURCES, followed, loudness, rms, type Levels } from './sound';

const RATE = 48_000;
const SAMPLES = 2048;

const sine = (hertz: number, amplitude: number): Float32Array =>
  Float32Array.from(
    { length: SAMPLES },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / RATE),
  );

/** What an AnalyserNode tells of samples (Web Audio API 1.1, section 1.8.6): Blackman window, Fourier
 *  transform over its length, decibels. */
function spectrum(samples: Float32Array): Float32Array {
  const n = samples.length;
  const turn = (2 * Math.PI) / n;
  const windowed = samples.map(
    (value, i) => value * (0.42 - 0.5 * Math.cos(turn * i) + 0.08 * Math.cos(2 * turn * i)),
  );
  return Float32Array.from({ length: n / 2 }, (_, k) => {
    let [real, imaginary] = [0, 0];
    for (let i = 0; i < n; i++) {
      real += windowed[i]! * Math.cos(turn * k * i);
      imaginary -= windowed[i]! * Math.sin(turn * k * i);
    }
    return 20 * Math.log10(Math.hypot(real, imaginary) / n);
  });
}

const look = (samples: Float32Array): Levels => loudness(samples, spectrum(samples), RATE);

it.each([
  ['low', 120],
  ['middle', 1000],
  ['high', 5000],
] as const)('[PERF4] finds a sine of the %s band there, as loud as it is', (band, hertz) => {
  const levels = look(sine(hertz, 0.5));
  const loud = 0.5 / Math.SQRT2;
  expect(levels.level).toBeCloseTo(loud, 2);
  expect(levels[band]).toBeCloseTo(loud, 2);
  for (const other of SOURCES) {
    if (other !== 'level' && other !== band) expect(levels[other]).toBeLessThan(0.01 * loud);
  }
});

it('[PERF4] hears in none of the bands what is beyond them', () => {
  const { level, low, middle, high } = look(sine(15_000, 1));
  expect(level).toBeCloseTo(Math.SQRT1_2, 2);
  expect(Math.max(low, middle, high)).toBeLessThan(0.001);
});

it('[PERF4] is 0 at silence, of which an analyser tells minus infinity', () => {
  const silent = new Float32Array(SAMPLES);
  expect(loudness(silent, new Float32Array(SAMPLES / 2).fill(-Infinity), RATE)).toEqual(SILENCE);
  expect(rms(new Float32Array())).toBe(0);
  expect(new Listener().hear(SILENCE, 0.02)).toEqual(SILENCE);
});

it('[PERF4] rises within frames and falls within half a second', () => {
  const up = followed(0, 1, 1 / 30);
  expect(up).toBeGreaterThan(0.85);
  expect(followed(1, 0, 1 / 30)).toBeCloseTo(Math.exp(-1 / 30 / 0.25));
  // As many frames as it may be, it falls as far.
  const many = Array.from({ length: 10 }).reduce<number>((now) => followed(now, 0, 0.05), 1);
  expect(many).toBeCloseTo(followed(1, 0, 0.5));
});

it('[PERF4] turns what is faint up and what is loud down, and noise of the room not at all', () => {
  const after = (listener: Listener, loud: number, seconds: number): number => {
    let level = 0;
    for (let t = 0; t < seconds; t += 0.02) {
      level = listener.hear({ level: loud, low: 0, middle: 0, high: 0 }, 0.02).level;
    }
    return level;
  };
  expect(after(new Listener(), 0.01, 1)).toBeCloseTo(1, 3);
  expect(after(new Listener(), 0.9, 1)).toBeCloseTo(1, 3);
  expect(after(new Listener(), 0.0015, 1)).toBe(0);
  const listener = new Listener();
  after(listener, 1, 1);
  expect(after(listener, 0.1, 1)).toBeLessThan(0.2);
  // The loud one is forgotten by and by.
  expect(after(listener, 0.1, 40)).toBeCloseTo(1, 3);
});
