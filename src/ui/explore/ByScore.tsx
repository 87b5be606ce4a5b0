import { Button, NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { LARGEST_SEED } from '../../contract/random';
import { SCORE_ORDERS, byScore } from '../../store/explore/by-score';
import { judgingKey, type Judged } from '../../store/explore/verdicts';
import { exploreWords } from '../../words/explore';
import { WorkSign } from '../parts/WorkSign';
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
  const known = verdicts.judged;
  const judged = known?.key === judgingKey(verdicts, explore) ? known : null;
  const underWay = judged?.underWay ?? false;
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
            {known && !judged && <p className={classes.quiet}>{says.outOfDate}</p>}
            {judged && !underWay && <p>{says.judged(judged.found.length)}</p>}
          </div>
        </>
      )}
      {judged && !underWay && judged.found.length > 0 && <Sorted judged={judged} />}
    </section>
  );
}

function Sorted({ judged }: { judged: Judged }) {
  const order = useVerdictsOf((verdicts) => verdicts.order);
  const sorted = useMemo(() => byScore(judged.found, order), [judged.found, order]);
  return (
    <TileWall
      label={exploreWords().byScore.orders[order]}
      count={sorted.length}
      originAt={(place) => ({ kind: 'seed', seed: sorted[place]!.seed })}
      scoreAt={(place) => sorted[place]!.score}
      turn={`${order} ${sorted.length} ${judged.key}`}
      scored={false}
    />
  );
}
