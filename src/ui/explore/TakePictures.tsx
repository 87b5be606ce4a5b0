import { Button, NativeSelect, Switch } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { LARGEST_SEED } from '../../contract/random';
import { StudioError } from '../../contract/errors';
import type { StudioErrorData } from '../../contract/errors';
import {
  PACKED_AS,
  TAKEN_ORDERS,
  mostOnSheet,
  type PackedAs,
  type TakenOrder,
} from '../../contract/packing';
import { MOST_TAKEN, bySeed, seedsFrom, takePictures } from '../../store/explore/taking';
import { seedsBy } from '../../store/explore/judge-seeds';
import { judging } from '../../store/explore/verdicts';
import { signatureInForce } from '../../store/signature-in-force';
import { words } from '../../words';
import { exploreWords, originName } from '../../words/explore';
import { Dialog } from '../parts/Dialog';
import { ErrorNote } from '../parts/ErrorNote';
import { NumberField } from '../parts/NumberField';
import { WorkSign } from '../parts/WorkSign';
import { notWhole } from '../parts/whole-number';
import { useActions } from '../studio-context';
import { useExplore, useExploreStore, useVerdictsStore } from './explore-context';
import { SignedNote } from './SignedNote';
import { useJudgeStep } from './use-verdicts';
import classes from './Explore.module.css';

/** Takes away many pictures by seed [PICT4]. */
export function TakePictures() {
  const [open, setOpen] = useState(false);
  const ready = useExplore((explore) => explore.opened !== null);
  return (
    <>
      <Button size="sm" disabled={!ready} onClick={() => setOpen(true)}>
        {exploreWords().take.button}
      </Button>
      {open && <TakeDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function TakeDialog({ onClose }: { onClose: () => void }) {
  const [count, setCount] = useState<number | null>(100);
  const [seed, setSeed] = useState<number | null>(useExplore((explore) => explore.firstSeed));
  const taking = useTaking();
  const says = exploreWords().take;
  const [as, setAs] = useState<PackedAs>('zip');
  const [byVerdict, setByVerdict] = useState<ByVerdictChoice>({ order: 'seed', scored: false });
  const shape = useExplore((explore) => explore.opened?.shape);
  const most = as === 'zip' || !shape ? MOST_TAKEN : mostOnSheet(shape);
  const badCount = notWhole(count, 1, most);
  const badSeed = notWhole(seed, 0, LARGEST_SEED + 1 - (badCount ? 1 : count!));
  const busy = taking.done !== null;
  return (
    <Dialog title={says.title} onClose={onClose}>
      <div className={classes.tool}>
        <p className={classes.quiet}>{says.about}</p>
        <NumberField
          label={says.count}
          value={count}
          whole
          error={badCount}
          disabled={busy}
          commit="typing"
          onChange={setCount}
        />
        <NumberField
          label={says.firstSeed}
          value={seed}
          whole
          error={badSeed}
          disabled={busy}
          commit="typing"
          onChange={setSeed}
        />
        <NativeSelect
          label={says.as}
          value={as}
          disabled={busy}
          data={PACKED_AS.map((value) => ({ value, label: says.packedAs[value] }))}
          onChange={({ currentTarget: { value } }) =>
            setAs(PACKED_AS.find((one) => one === value) ?? as)
          }
        />
        <ByVerdict choice={byVerdict} as={as} disabled={busy} onChange={setByVerdict} />
        <SignedNote />
        {!busy && (
          <Button
            variant="filled"
            disabled={badCount !== undefined || badSeed !== undefined}
            onClick={() => void taking.begin(as, seed!, count!, byVerdict)}
          >
            {says.begin}
          </Button>
        )}
        <div role="status">
          {taking.done !== null && (
            <WorkSign
              text={(taking.scoring ? exploreWords().byScore : says).working(count ?? 0)}
              done={taking.done}
              total={count ?? 0}
              onCancel={taking.cancel}
            />
          )}
          {taking.saved !== null && <p>{says.saved(taking.saved)}</p>}
        </div>
        {taking.error && <ErrorNote error={taking.error} />}
      </div>
    </Dialog>
  );
}

interface ByVerdictChoice {
  readonly order: TakenOrder;
  /** Whether the score stands in the names of files. */
  readonly scored: boolean;
}

/** What the discriminator has to do with it; nothing can be chosen where none is kept. */
function ByVerdict(props: {
  choice: ByVerdictChoice;
  as: PackedAs;
  disabled: boolean;
  onChange: (choice: ByVerdictChoice) => void;
}) {
  const { choice, as, onChange } = props;
  const none = useJudgeStep() === null;
  const says = exploreWords().take;
  return (
    <>
      <NativeSelect
        label={exploreWords().byScore.order}
        value={choice.order}
        disabled={props.disabled || none}
        data={TAKEN_ORDERS.map((value) => ({ value, label: says.orders[value] }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...choice, order: TAKEN_ORDERS.find((one) => one === value) ?? 'seed' })
        }
      />
      {as === 'zip' && (
        <Switch
          label={says.scored}
          description={none ? exploreWords().discriminator.none : says.scoredHelp}
          checked={choice.scored && !none}
          disabled={props.disabled || none}
          onChange={({ currentTarget: { checked } }) => onChange({ ...choice, scored: checked })}
        />
      )}
    </>
  );
}

/** One such work; it ends with the dialog. */
function useTaking() {
  const store = useExploreStore();
  const verdicts = useVerdictsStore();
  const studio = useActions();
  /** True while pictures are scored, so that they can be sorted. */
  const [scoring, setScoring] = useState(false);
  /** Pictures done; null while nothing is under way. */
  const [done, setDone] = useState<number | null>(null);
  const [saved, setSaved] = useState<number | null>(null);
  const [error, setError] = useState<StudioErrorData | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const begin = async (
    as: PackedAs,
    firstSeed: number,
    count: number,
    { order, scored }: ByVerdictChoice,
  ): Promise<void> => {
    const { generator, opened, truncation } = store.getState();
    const { explorer, engine, files, storage } = studio.exploring();
    if (!generator || !opened) return;
    const current = new AbortController();
    controller.current = current;
    setSaved(null);
    setError(null);
    try {
      const [run, signature] = await Promise.all([
        storage.run(generator.runId),
        signatureInForce(storage),
      ]);
      const says = exploreWords();
      const of = run?.name ?? words().files.noRun;
      const title = says.take.file(of, generator.epoch, firstSeed, firstSeed + count - 1);
      const plan = { as, title, shape: opened.shape, count, signature };
      const { name, to } = await files.packing.askForFile(plan);
      if (to === 'cancelled') return;
      setDone(0);
      const judge = judging(verdicts.getState(), { generator });
      const by = { generator, run, truncation };
      setScoring(judge !== null && order !== 'seed');
      const seeds = await seedsBy(
        { explorer, engine },
        { ...by, opened, discriminator: judge },
        order,
        seedsFrom(firstSeed, count),
        setDone,
        current.signal,
      );
      setScoring(false);
      const discriminator = scored && as === 'zip' ? judge : null;
      const taken = { ...by, discriminator, ...bySeed(seeds, opened.latentSize, originName) };
      const packing = files.packing.begin(plan, to);
      const blob = await takePictures(
        { explorer, engine },
        packing,
        taken,
        setDone,
        current.signal,
      );
      if (blob) files.save({ name, blob });
      setSaved(count);
    } catch (cause) {
      const failure = StudioError.from(cause);
      if (failure.kind !== 'cancelled') setError(failure.toData());
    } finally {
      setDone(null);
      setScoring(false);
    }
  };
  return { done, scoring, saved, error, begin, cancel: () => controller.current?.abort() };
}
