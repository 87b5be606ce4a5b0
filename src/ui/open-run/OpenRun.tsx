import { useCallback, useState } from 'react';
import { bestMeasure } from '../../contract/best-measure';
import type { RunView } from '../../store/view-types';
import { openRunOf } from '../../store/views';
import { useShortcuts } from '../frame/use-shortcuts';
import { NotifySwitch } from '../frame/NotifySwitch';
import { Guard } from '../parts/Guard';
import { HiddenTitle } from '../parts/HiddenTitle';
import { lazyPart } from '../parts/lazy-part';
import { useActions, useStudio } from '../studio-context';
import { ratesInForce } from '../../store/run-view';
import { Figures } from './Figures';
import { LiveRates } from './LiveRates';
import { Outcome } from './Outcome';
import { PicturesAgain } from './PicturesAgain';
import { Samples } from './Samples';
import { Scrubber } from './Scrubber';
import { StatusLine } from './StatusLine';
import { TakeAway } from './TakeAway';
import { useFilm } from './use-film';
import { preparingText, words } from '../../words';
import classes from './OpenRun.module.css';

const Charts = lazyPart('charts', () => import('../charts/Charts'));
const Findings = lazyPart('findings', () => import('../findings/Findings'));
const Quality = lazyPart('quality', () => import('../quality/Quality'));
const RunSettings = lazyPart('run-settings', () => import('./RunSettings'));

/** The run: its samples largest, its history under them, its curves beside them. */
export function OpenRun() {
  const openRun = useStudio(openRunOf);
  return openRun && <OpenRunOf openRun={openRun} />;
}

function OpenRunOf({ openRun }: { openRun: RunView }) {
  const film = useFilm(openRun.samples);
  const [settings, setSettings] = useState(false);
  const showSettings = useCallback(() => setSettings(true), []);
  const actions = useActions();
  const atWork = openRun.live || openRun.watching;
  const running = openRun.live && openRun.run.state === 'running';
  const shownStep = film.following ? null : (film.sample?.step ?? null);
  const best = bestMeasure(openRun.measures)?.epoch ?? null;
  useShortcuts(running ? { sample: () => actions.sampleNow() } : {});
  return (
    <div className={classes.room} data-live={openRun.live}>
      <HiddenTitle given>{openRun.run.name}</HiddenTitle>
      <StatusLine openRun={openRun} onSettings={showSettings} />
      <Outcome openRun={openRun} />
      <PicturesAgain run={openRun.run} />
      <div className={classes.columns}>
        <div className={classes.samples}>
          <Samples sample={film.sample} soft={film.following} waiting={waitingFor(openRun)} />
          {openRun.samples.length > 0 && (
            <Scrubber samples={openRun.samples} film={film} best={best} />
          )}
          <TakeAway
            run={openRun.run}
            generatorEpochs={openRun.generatorEpochs}
            hasSamples={openRun.samples.length > 0}
            hasCurves={openRun.metrics.length > 0}
            running={running}
            best={best}
          />
        </div>
        <aside className={classes.side} aria-label={words().openRun.curves}>
          {(atWork || openRun.metrics.length > 0) && (
            <Guard waiting={<div className={classes.curves} />}>
              <Charts
                metrics={openRun.metrics}
                version={openRun.metricsVersion}
                stepsPerEpoch={openRun.run.stepsPerEpoch}
                step={shownStep}
              />
            </Guard>
          )}
          {(atWork || openRun.metrics.length > 0) && (
            <Guard>
              <Findings openRun={openRun} />
            </Guard>
          )}
          {(atWork || openRun.measures.length > 0) && (
            <Guard>
              <Quality openRun={openRun} step={shownStep} />
            </Guard>
          )}
          {openRun.live && <LiveRates key={openRun.run.id} rates={ratesInForce(openRun)} />}
          <Figures openRun={openRun} />
          {openRun.live && <NotifySwitch />}
        </aside>
      </div>
      {settings && (
        <Guard onClose={() => setSettings(false)}>
          <RunSettings run={openRun.run} onClose={() => setSettings(false)} />
        </Guard>
      )}
    </div>
  );
}

/** What is under way while there is no grid yet; '' where none will come. */
function waitingFor(openRun: RunView): string {
  if (openRun.samples.length > 0 || !(openRun.live || openRun.watching)) return '';
  return preparingText(openRun.preparing) || words().openRun.samples.painting;
}
