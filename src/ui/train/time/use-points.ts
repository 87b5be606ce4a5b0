import { useEffect, useMemo, useState } from 'react';
import { SETTING_KEYS, type Settings } from '../../../contract/hyperparameters';
import { wantedSize, type PictureSize } from '../../../contract/picture-shape';
import {
  STARTING_POINTS,
  startingPoint,
  withTiming,
  type Ground,
  type StartingPoint,
} from '../../../nets/starting-points';
import { secondsOf, timingBy, type Trial } from '../../../nets/time-to-picture';
import { validateSettings } from '../../../nets/validate';
import { useActions, useStudio } from '../../studio-context';
import type { TimingOfSettings } from './use-timing';

/** A starting point as it would be chosen now. */
export interface OfferedPoint {
  readonly point: StartingPoint;
  /** Null where that is not known yet. */
  readonly settings: Settings | null;
  readonly seconds: number | null;
}

interface Chosen {
  readonly point: StartingPoint;
  readonly before: Settings;
  readonly settings: Settings;
  /** Of the pictures before the first that was pressed: none is rounded twice. */
  readonly proportions: PictureSize;
  /** Its epochs follow from a trial of its own settings. */
  readonly timed: boolean;
}

export interface Points {
  readonly offered: readonly OfferedPoint[];
  /** What was pressed last, as long as nothing was changed since. */
  readonly chosen: Chosen | null;
  readonly resizable: boolean;
  readonly choose: (offer: OfferedPoint) => void;
  readonly undo: () => void;
}

const same = (a: Settings, b: Settings): boolean => SETTING_KEYS.every((key) => a[key] === b[key]);

/** Settings to begin with, for the set and for what was timed. [TIME5] */
export function usePoints(pictures: number, { state, trial }: TimingOfSettings): Points {
  const settings = useStudio((studio) => studio.settings);
  const resizable = useStudio((studio) => studio.originalsAtHand);
  const report = useStudio((studio) => studio.engineReport);
  const actions = useActions();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { memoryOn } = actions;
  const current = chosen && same(chosen.settings, settings) ? chosen : null;
  const proportions = current?.proportions;

  const offered = useMemo((): OfferedPoint[] => {
    const { engine = null, maxBufferBytes = null, maxTotalBytes = null } = report ?? {};
    const limits = { engine, maxBufferBytes, maxTotalBytes, software: report?.software ?? false };
    const fits: Ground['fits'] = (wanted) =>
      !validateSettings(wanted, { ...limits, pictures, memoryOn }).some(
        ({ code }) => code === 'too-large',
      );
    return STARTING_POINTS.map((point) => {
      const ground = {
        settings,
        ...(proportions && { proportions }),
        pictures,
        resizable,
        trial,
        fits,
      };
      const wanted = startingPoint(point, ground);
      return { point, settings: wanted, seconds: wanted && secondsBy(trial, wanted, pictures) };
    });
  }, [settings, proportions, pictures, resizable, trial, report, memoryOn]);

  // Chosen by what other settings took; once its own were timed, its epochs are the right ones.
  useEffect(() => {
    if (!current || current.timed || state !== 'known' || !trial) return;
    const better = withTiming(current.point, settings, trial.timing, pictures);
    const timer = setTimeout(() => {
      setChosen({ ...current, settings: better, timed: true });
      if (!same(better, settings)) actions.useSettings(better);
    });
    return () => clearTimeout(timer);
  }, [current, state, trial, settings, pictures, actions]);

  return {
    offered,
    chosen: current,
    resizable,
    choose: ({ point, settings: wanted }) => {
      if (!wanted) return;
      const before = { before: settings, proportions: proportions ?? wantedSize(settings) };
      setChosen({ point, ...before, settings: wanted, timed: false });
      actions.useSettings(wanted);
    },
    undo: () => {
      if (!current) return;
      setChosen(null);
      actions.useSettings(current.before);
    },
  };
}

const secondsBy = (trial: Trial | null, wanted: Settings, pictures: number): number | null =>
  trial && secondsOf(wanted.epochs, timingBy(trial, wanted), wanted, pictures);
