import { Button, NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { LARGEST_SEED } from '../../contract/random';
import { SCORE_ORDERS, byScore } from '../../store/explore/by-score';
import { judgingKey, type Judged } from '../../store/explore/verdicts';
import { exploreWords } from '../../words/explore';
import { WorkSign } from '../parts/WorkSign';
import { useStudio } from '../studio-context';
import { useExplore, useVerdictsOf } from './explore-context';
import { TileWall } from './TileWall';
import { useJudgeStep } from './use-verdicts';
import classes from './Explore.module.css';

/** How many can be judged at once. */
const COUNTS = [256, 1000] as const;

/** What the discriminator takes for real: many pictures by seed, in the order of their scores. */
export function ByScore() {
  const says = exploreWords().byScore;
  const there = useJudgeStep() !== null;
  const explore = useExplore((all) => all);
  const verdicts = useVerdictsOf((all) => all);
  const { actions, kept } = verdicts;
  const [count, setCount] = useState<number>(COUNTS[0]);
  const judged = verdicts.judged;
  // Of another generator, truncation or discriminator scores say nothing, but their order is something to begin with.
  const holds = judged?.key === judgingKey(verdicts, explore);
  const underWay = judged?.underWay ?? false;
  const newest = useNewestEpoch(explore.generator?.runId);
  const newer = newest !== null && kept?.newest && newest > kept.newest.epoch ? newest : null;
  const many = Math.min(count, LARGEST_SEED - explore.firstSeed + 1);
  return (
    <section aria-label={says.title} className={classes.tool}>
      <h2>{says.title}</h2>
      {kept && !there ? (
        <p className={classes.quiet}>{exploreWords().discriminator.none}</p>
      ) : (
        <>
          <p className={classes.quiet}>{says.about}</p>
          <div className={classes.scoring}>
            <NativeSelect
              size="sm"
              label={says.count}
              value={String(count)}
              disabled={underWay}
              data={COUNTS.map((value) => ({ value: String(value), label: says.many(value) }))}
              onChange={({ currentTarget: { value } }) => setCount(Number(value))}
            />
            <NativeSelect
              size="sm"
              label={says.order}
              value={verdicts.order}
              data={SCORE_ORDERS.map((value) => ({ value, label: says.orders[value] }))}
              onChange={({ currentTarget: { value } }) =>
                actions.set({ order: SCORE_ORDERS.find((one) => one === value) ?? 'real' })
              }
            />
            <Button
              size="sm"
              variant="filled"
              disabled={!there || underWay}
              onClick={() => void actions.judgeMany(many)}
            >
              {says.begin(many)}
            </Button>
          </div>
          <div role="status">
            {judged && underWay && (
              <WorkSign
                text={says.working(judged.total)}
                done={judged.done}
                total={judged.total}
                onCancel={() => actions.cancel()}
              />
            )}
            {judged && !underWay && holds && <p>{says.judged(judged.found.length)}</p>}
            {judged && !underWay && (!holds || newer !== null) && (
              <p className={classes.quiet}>{newer === null ? says.outOfDate : says.newer(newer)}</p>
            )}
          </div>
          {judged && there && !underWay && (!holds || newer !== null) && (
            <div className={classes.buttons}>
              <Button size="xs" onClick={() => void actions.judgeAgain()}>
                {says.again}
              </Button>
            </div>
          )}
        </>
      )}
      {judged && <Sorted judged={judged} holds={holds} />}
    </section>
  );
}

/** Pictures in the order of their scores. While they are scored again, and where scores do not hold any more,
 *  the order of before stays. @param holds whether the scores are told. */
function Sorted({ judged, holds }: { judged: Judged; holds: boolean }) {
  const order = useVerdictsOf((verdicts) => verdicts.order);
  const scored = !judged.underWay && judged.found.length > 0;
  const ordered = scored ? judged.found : judged.before;
  const sorted = useMemo(() => byScore(ordered, order), [ordered, order]);
  if (sorted.length === 0) return null;
  return (
    <TileWall
      label={exploreWords().byScore.orders[order]}
      count={sorted.length}
      originAt={(place) => ({ kind: 'seed', seed: sorted[place]!.seed })}
      {...(holds && scored ? { scoreAt: (place) => sorted[place]!.score } : {})}
      turn={`${order} ${sorted.length} ${judged.key} ${judged.underWay}`}
      scored={false}
    />
  );
}

/** The epoch of the newest checkpoint of a run, also while it trains; null where there is none. */
function useNewestEpoch(runId: string | undefined): number | null {
  return useStudio(
    ({ runs }) => runs.find(({ run }) => run.id === runId)?.run.checkpoint?.epoch ?? null,
  );
}
