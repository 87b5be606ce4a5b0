import { Button } from '@mantine/core';
import { useState } from 'react';
import { halfRates } from '../../contract/half-rates';
import type { RunRecord } from '../../contract/records';
import { wayBack } from '../../contract/way-back';
import { NumberField } from '../parts/NumberField';
import { useActions } from '../studio-context';
import { goOnWords, moreIssue } from './going-on';
import { words } from '../../words';
import classes from './Outcome.module.css';

/** The ways on for a run that came to its end. */

export function GoOn({ run, quiet = false }: { run: RunRecord; quiet?: boolean }) {
  const actions = useActions();
  return (
    <Button
      size="xs"
      variant={quiet ? 'default' : 'filled'}
      onClick={() => void actions.goOn(run.id)}
    >
      {goOnWords(run)}
    </Button>
  );
}

/** After numbers that are not finite: the same way again, more carefully. */
export function GoOnSlower({ run }: { run: RunRecord }) {
  const actions = useActions();
  const learningRates = halfRates(run.learningRates);
  const { slower, beginSlower } = words().openRun.goOn;
  return (
    <Button size="xs" variant="filled" onClick={() => void actions.goOn(run.id, { learningRates })}>
      {run.checkpoint ? slower : beginSlower}
    </Button>
  );
}

/** Back to the best checkpoint, where that lies well before the end [SAVE17]. With lower rates: the same
 *  ones would lead to the same end, since going on is exact. */
export function GoBack({ run }: { run: RunRecord }) {
  const actions = useActions();
  const back = wayBack(run.bestCheckpoint, run);
  return (
    back && (
      <Button
        size="xs"
        variant="default"
        onClick={() => void actions.goBack(run.id, halfRates(run.learningRates))}
      >
        {words().openRun.goOn.backToBest(back.epoch)}
      </Button>
    )
  );
}

/** More epochs for a run that went through all of its own. */
export function Longer({ run }: { run: RunRecord }) {
  const actions = useActions();
  const [more, setMore] = useState<number | null>(Math.min(100, run.settings.epochs));
  const issue = moreIssue(run, more);
  const says = words().openRun.goOn;
  return (
    <form
      className={classes.longer}
      onSubmit={(event) => {
        event.preventDefault();
        if (more === null || issue !== undefined) return;
        void actions.goOn(run.id, { epochs: run.settings.epochs + more });
      }}
    >
      <div className={classes.more}>
        <NumberField
          label={says.moreEpochs}
          labelHidden
          size="xs"
          unit={says.epochsUnit}
          value={more}
          whole
          error={issue}
          commit="typing"
          onChange={setMore}
        />
      </div>
      <Button
        size="xs"
        variant="filled"
        type="submit"
        disabled={issue !== undefined}
        aria-label={issue === undefined ? says.longerBy(more ?? 0) : undefined}
      >
        {says.longer}
      </Button>
    </form>
  );
}

export function TrainFurther({ run, set }: { run: RunRecord; set: string }) {
  const actions = useActions();
  return (
    <Button size="xs" variant="filled" onClick={() => void actions.goOn(run.id)}>
      {words().openRun.goOn.further(set)}
    </Button>
  );
}

export function NewRunAlike({ run }: { run: RunRecord }) {
  const actions = useActions();
  return (
    <Button
      size="xs"
      onClick={() => {
        actions.useSettings(run.settings);
        actions.newRun();
      }}
    >
      {words().openRun.goOn.newRun}
    </Button>
  );
}
