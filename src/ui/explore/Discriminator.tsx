import { Button, NativeSelect, Switch } from '@mantine/core';
import { UNTRAINED, type Verdict } from '../../contract/explore';
import { JUDGES, judgeOf, type Discriminators } from '../../store/explore/discriminators';
import type { Rgba } from '../../store/explore/pictures';
import { exploreWords } from '../../words/explore';
import { ErrorNote } from '../parts/ErrorNote';
import { PixelCanvas } from '../parts/PixelCanvas';
import { useExplore, useVerdictsOf } from './explore-context';
import { usePictures } from './use-pictures';
import { useJudgeStep, useVerdicts } from './use-verdicts';
import classes from './Explore.module.css';

/** How real the discriminator takes pictures to be, before it was trained and now. */
export function Discriminator() {
  const says = exploreWords().discriminator;
  const there = useJudgeStep() !== null;
  const kept = useVerdictsOf((verdicts) => verdicts.kept);
  const asked = useVerdictsOf((verdicts) => verdicts.asked);
  const actions = useVerdictsOf((verdicts) => verdicts.actions);
  const error = useVerdictsOf((verdicts) => verdicts.error);
  if (!kept) return null;
  return (
    <section aria-label={says.title} className={classes.hand}>
      <h2>{says.title}</h2>
      {!there && <p className={classes.quiet}>{says.none}</p>}
      {there && !asked && (
        <>
          <p className={classes.quiet}>{says.about}</p>
          <div className={classes.buttons}>
            <Button size="xs" onClick={() => actions.set({ asked: true })}>
              {says.ask}
            </Button>
          </div>
        </>
      )}
      {there && asked && <Asked kept={kept} />}
      {error && <ErrorNote error={error} />}
    </section>
  );
}

function Asked({ kept }: { kept: Discriminators }) {
  const says = exploreWords().discriminator;
  const shown = useVerdictsOf((verdicts) => verdicts.shown);
  const actions = useVerdictsOf((verdicts) => verdicts.actions);
  return (
    <>
      <JudgedBy kept={kept} />
      <HandVerdict />
      <Switch
        size="xs"
        label={says.show}
        checked={shown}
        onChange={({ currentTarget: { checked } }) => actions.set({ shown: checked })}
      />
      <p className={classes.quiet}>{says.meaning[kept.loss]}</p>
    </>
  );
}

/** Which discriminator it is; where there are two, a choice. */
function JudgedBy({ kept }: { kept: Discriminators }) {
  const says = exploreWords().discriminator;
  const chosen = useVerdictsOf((verdicts) => verdicts.chosen);
  const actions = useVerdictsOf((verdicts) => verdicts.actions);
  const epoch = useExplore(({ generator }) => generator?.epoch ?? 0);
  const judge = judgeOf(kept, chosen, epoch);
  if (!judge) return null;
  if (!kept.best || !kept.newest) {
    return <p className={classes.quiet}>{says.judgedBy(judge.epoch, judge.step)}</p>;
  }
  return (
    <NativeSelect
      size="xs"
      label={says.which}
      value={judge.which}
      data={JUDGES.map((value) => ({ value, label: says.ofEpoch(value, kept[value]!.epoch) }))}
      onChange={({ currentTarget: { value } }) =>
        actions.set({ chosen: JUDGES.find((one) => one === value) ?? null })
      }
    />
  );
}

/** Of the picture in hand, and of what the untrained generator painted of the same latent: both
 *  pictures, each by the discriminator of before and of now. */
function HandVerdict() {
  const says = exploreWords().discriminator;
  const hand = useExplore((explore) => explore.hand);
  const generator = useExplore((explore) => explore.generator);
  const shape = useExplore(({ opened }) => opened?.shape);
  const untrained = generator
    ? { runId: generator.runId, epoch: UNTRAINED, weights: 'weights' as const }
    : undefined;
  const origins = hand ? [hand] : [];
  const [first] = usePictures(origins, 'soon', untrained);
  const [now] = usePictures(origins, 'soon');
  const [ofFirst] = useVerdicts(origins, true, untrained);
  const [ofNow] = useVerdicts(origins, true);
  if (!hand || !shape) return <p className={classes.quiet}>{exploreWords().hand.none}</p>;
  const picture = (rgba: Rgba | null | undefined, title: string) => (
    <th scope="col">
      <PixelCanvas rgba={rgba ?? null} size={shape} shown={80} />
      <span>{title}</span>
    </th>
  );
  return (
    <table className={classes.verdicts}>
      <thead>
        <tr>
          <td />
          {picture(first, says.pictureBefore)}
          {picture(now, says.pictureNow)}
        </tr>
      </thead>
      <tbody>
        {(['before', 'now'] as const).map((when) => (
          <tr key={when}>
            <th scope="row">{says[when]}</th>
            <Said verdict={ofFirst?.[when]} />
            <Said verdict={ofNow?.[when]} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Said({ verdict }: { verdict: Verdict | undefined }) {
  const says = exploreWords().discriminator;
  if (!verdict) return <td className={classes.quiet}>{says.asking}</td>;
  return (
    <td>
      <span>{says.verdict(verdict.score)}</span>
      <span className={classes.quiet}>{says.logit(verdict.logit)}</span>
    </td>
  );
}
