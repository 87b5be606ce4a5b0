import { useCallback, useState } from 'react';
import type { RunView } from '../../store/model';
import { useShortcuts } from '../frame/use-shortcuts';
import { TellSwitch } from '../frame/TellSwitch';
import { Guard } from '../parts/Guard';
import { HiddenTitle } from '../parts/HiddenTitle';
import { lazyPart } from '../parts/lazy-part';
import { useActions, useStudio } from '../studio-context';
import { Figures } from './Figures';
import { LiveRates } from './LiveRates';
import { Outcome } from './Outcome';
import { PicturesAgain } from './PicturesAgain';
import { Samples } from './Samples';
import { Scrubber } from './Scrubber';
import { StatusLine } from './StatusLine';
import { TakeAway } from './TakeAway';
import { useFilm } from './use-film';
import classes from './OpenRun.module.css';

const Charts = lazyPart('What draws the curves', () => import('../charts/Charts'));
const RunSettings = lazyPart('The list of settings', () => import('./RunSettings'));

/** The run: its samples largest, its history under them, its curves beside them. */
export function Easel() {
  const easel = useStudio((studio) => studio.easel);
  return easel && <EaselOf easel={easel} />;
}

function EaselOf({ easel }: { easel: RunView }) {
  const film = useFilm(easel.samples);
  const [settings, setSettings] = useState(false);
  const showSettings = useCallback(() => setSettings(true), []);
  const actions = useActions();
  const atWork = easel.live || easel.watching;
  const running = easel.live && easel.run.state === 'running';
  useShortcuts(running ? { sample: () => actions.sampleNow() } : {});
  return (
    <div className={classes.room} data-live={easel.live}>
      <HiddenTitle given>{easel.run.name}</HiddenTitle>
      <StatusLine easel={easel} onSettings={showSettings} />
      <Outcome easel={easel} />
      <PicturesAgain run={easel.run} />
      <div className={classes.columns}>
        <div className={classes.samples}>
          <Samples sample={film.sample} soft={film.following} waiting={waitingFor(easel)} />
          {easel.samples.length > 0 && <Scrubber samples={easel.samples} film={film} />}
          <TakeAway
            run={easel.run}
            generatorEpochs={easel.generatorEpochs}
            hasSamples={easel.samples.length > 0}
            hasCurves={easel.metrics.length > 0}
            running={running}
          />
        </div>
        <aside className={classes.side} aria-label="Curves and figures">
          {(atWork || easel.metrics.length > 0) && (
            <Guard waiting={<div className={classes.curves} />}>
              <Charts
                metrics={easel.metrics}
                stepsPerEpoch={easel.run.stepsPerEpoch}
                step={film.following ? null : (film.sample?.step ?? null)}
              />
            </Guard>
          )}
          {easel.live && <LiveRates key={easel.run.id} run={easel.run} />}
          <Figures easel={easel} />
          {easel.live && <TellSwitch />}
        </aside>
      </div>
      {settings && (
        <Guard onClose={() => setSettings(false)}>
          <RunSettings run={easel.run} onClose={() => setSettings(false)} />
        </Guard>
      )}
    </div>
  );
}

/** What is under way while there is no grid yet; '' where none will come. */
function waitingFor(easel: RunView): string {
  if (easel.samples.length > 0 || !(easel.live || easel.watching)) return '';
  return easel.detail === '' ? 'Painting the first samples' : easel.detail;
}
