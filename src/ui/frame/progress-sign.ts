import type { RunRecord } from '../../contract/records';
import type { TrainingProgress } from '../../contract/events';
import { words } from '../../words';

/** What the browser's tab says about the open run. */
export interface Sign {
  readonly title: string;
  /** Share of the run that is done, 0..1; null where the icon shows no ring. */
  readonly share: number | null;
  readonly paused: boolean;
}

/** Share of the run that is done, 0..1, by steps where they are known. */
export function shareDone(run: RunRecord, progress: TrainingProgress | null): number {
  const total = progress
    ? progress.totalSteps
    : Math.max(1, run.stepsPerEpoch) * run.settings.epochs;
  const done = progress ? progress.step : run.step;
  return total > 0 ? Math.min(1, done / total) : 0;
}

export function signOf(run: RunRecord | null, progress: TrainingProgress | null): Sign {
  const { title } = words().frame;
  if (!run) return { title: title.bare, share: null, paused: false };
  const share = shareDone(run, progress);
  const place = [
    Math.floor(share * 100) / 100,
    progress?.epoch ?? run.epoch,
    run.settings.epochs,
  ] as const;
  switch (run.state) {
    case 'preparing':
      return { title: title.preparing, share: 0, paused: false };
    case 'running':
      return { title: title.running(...place), share, paused: false };
    case 'paused':
      return { title: title.paused(...place), share, paused: true };
    case 'finished':
      return { title: title.finished(run.name), share: 1, paused: false };
    case 'failed':
      return { title: title.failed(run.name), share: null, paused: false };
    case 'interrupted':
      return { title: title.interrupted(run.name), share: null, paused: false };
    case 'stopped':
      return { title: title.stopped(run.name), share: null, paused: false };
  }
}

/** The icon as an SVG data address: a ring around the open run's picture that fills clockwise. */
export function iconOf(sign: Sign): string {
  const round = 2 * Math.PI * 26;
  const done = (sign.share ?? 0) * round;
  const colour = sign.paused ? '#8a8a8a' : '#4a66cc';
  const ring =
    sign.share === null
      ? ''
      : `<circle cx="32" cy="32" r="26" fill="none" stroke="#9a9a9a" stroke-opacity=".35" stroke-width="10"/>` +
        `<circle cx="32" cy="32" r="26" fill="none" stroke="${colour}" stroke-width="10" transform="rotate(-90 32 32)" stroke-dasharray="${done} ${round}"/>`;
  const size = sign.share === null ? 48 : 24;
  const at = 32 - size / 2;
  const picture =
    `<rect x="${at}" y="${at}" width="${size}" height="${size}" rx="3" fill="#f2f2f2" stroke="#2b2b2b" stroke-width="4"/>` +
    `<path d="M${at + 2} ${32 + size * 0.3}l${size * 0.3} ${-size * 0.38} ${size * 0.24} ${size * 0.2} ${size * 0.2} ${-size * 0.3} ${size * 0.26 - 4} ${size * 0.48}z" fill="#4a66cc"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">${ring}${picture}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
