import { useEffect, useMemo, useRef, useState } from 'react';
import type { Finding } from '../../contract/findings';
import type { GridFacts, SetLook } from '../../findings/looks/looks';
import { findings } from '../../findings/registry';
import { ratesInForce } from '../../store/run-view';
import type { RunView } from '../../store/view-types';
import { usePaced } from '../charts/use-paced';
import { useStudio } from '../studio-context';
import { GridLooks } from './grid-looks';
import { pointsOf } from './history';
import { useSetLook } from './use-set-look';

/** Milliseconds between two rounds while the curves grow. */
const PACE = 3000;
const PHASE = 1500;

/** What the open run's course shows by now. */
export function useFindings(openRun: RunView): readonly Finding[] {
  const { run, metrics, samples, measures } = openRun;
  const version = usePaced(openRun.metricsVersion, PACE, PHASE);
  const look = useSetLook(run);
  const grids = useGrids(openRun, look);
  const rates = ratesInForce(openRun);
  // The series is one growing object: its version says when to read it anew.
  const points = useMemo(() => (version >= 0 ? pointsOf(metrics) : []), [metrics, version]);
  const { settings, failure, bestCheckpoint: best, datasetCount: pictures } = run;
  const set = look?.facts ?? null;
  return useMemo(() => {
    const last = points.at(-1);
    const there = new Set(samples.map(({ step }) => step));
    return findings({
      settings,
      rates,
      pictures,
      step: Math.max(0, metrics.lastStep),
      epoch: last ? Math.floor(last.epoch) : 0,
      failure,
      best,
      points,
      set,
      grids: grids.filter(({ step }) => there.has(step)),
      measures,
    });
  }, [settings, rates, pictures, metrics, failure, best, points, set, grids, samples, measures]);
}

function useGrids({ samples, run }: RunView, look: SetLook | null): readonly GridFacts[] {
  const [facts, setFacts] = useState<readonly GridFacts[]>([]);
  const looks = useRef<GridLooks>(null);
  // A canvas that gives back noise tells nothing of a picture.
  const blind = useStudio(({ missing }) => missing.includes('readBack'));
  const { channels } = run.settings;
  useEffect(() => {
    if (!look || blind) return;
    const made = new GridLooks(look, channels, setFacts);
    looks.current = made;
    return () => made.end();
  }, [look, channels, blind]);
  useEffect(() => looks.current?.show(samples), [look, channels, blind, samples]);
  return facts;
}
