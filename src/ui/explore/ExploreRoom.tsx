import { Button, Loader } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { KeptGenerator } from '../../contract/commands';
import { ledSliders } from '../../store/explore/led-sliders';
import { useActions } from '../studio-context';
import { exploreWords } from '../../words/explore';
import { ByScore } from './ByScore';
import { Controls } from './Controls';
import { Directions } from './Directions';
import { Discriminator } from './Discriminator';
import {
  ExploreProvider,
  exploreOf,
  performingOf,
  useExplore,
  useVerdictsOf,
} from './explore-context';
import { Favourites } from './Favourites';
import { GrowingUp } from './GrowingUp';
import { Hand } from './Hand';
import { exploreHash, readExploreHash } from './link';
import { MapView } from './MapView';
import { firstOf, useGenerators, type KeptOfRun } from './use-generators';
import { Wall } from './Wall';
import { ErrorNote } from '../parts/ErrorNote';
import { HiddenTitle } from '../parts/HiddenTitle';
import classes from './Explore.module.css';

/** Whatever a kept generator can paint. */
export default function ExploreRoom() {
  const studio = useActions();
  const store = exploreOf(studio.exploring());
  const kept = useGenerators();
  const says = exploreWords();
  if (!kept) return <Opening />;
  if (kept.length === 0) {
    return (
      <div className={classes.empty}>
        <h1>{says.empty.title}</h1>
        <p>{says.empty.about}</p>
        <Button size="xs" onClick={() => studio.goTo('train')}>
          {says.empty.begin}
        </Button>
      </div>
    );
  }
  return (
    <ExploreProvider store={store}>
      <Room kept={kept} />
    </ExploreProvider>
  );
}

function Room({ kept }: { kept: readonly KeptOfRun[] }) {
  const store = exploreOf(useActions().exploring());
  const begun = useRef(false);
  const [gone, setGone] = useState<Gone | null>(null);
  useEffect(() => {
    const lead = (): void => setGone(open(store, kept));
    if (!begun.current) lead();
    begun.current = true;
    const onBack = lead;
    window.addEventListener('popstate', onBack);
    return () => window.removeEventListener('popstate', onBack);
  }, [store, kept]);
  useEffect(() => () => store.getState().actions.leave(), [store]);
  useLink();
  useKnobs(store);
  const says = exploreWords();
  const opened = useExplore((explore) => explore.opened);
  const error = useExplore((explore) => explore.error);
  const view = useExplore((explore) => explore.view);
  const generator = useExplore((explore) => explore.generator);
  const own = kept.find(({ run }) => run.id === generator?.runId);
  useDiscriminators(generator?.runId, own?.run.checkpoint !== null);
  return (
    <section className={classes.room}>
      {own ? (
        <HiddenTitle given>{own.run.name}</HiddenTitle>
      ) : (
        <HiddenTitle>{says.title}</HiddenTitle>
      )}
      <Controls kept={kept} />
      {gone && gone.instead === generator && (
        <p className={classes.quiet} role="status">
          {says.gone(gone.run)}
        </p>
      )}
      {error && <ErrorNote error={error} />}
      {opened ? (
        <div className={classes.columns}>
          <div className={classes.main}>
            {VIEWS[view]}
            <GrowingUp />
          </div>
          <aside className={classes.side} aria-label={says.hand.title}>
            <Hand />
            <Discriminator />
            <Directions />
            <Favourites />
          </aside>
        </div>
      ) : (
        !error && <Opening />
      )}
    </section>
  );
}

const VIEWS = { wall: <Wall />, map: <MapView />, scores: <ByScore /> } as const;

const Opening = () => (
  <div className={classes.opening} role="status">
    <Loader color="gray" size="sm" type="dots" aria-hidden />
    <span>{exploreWords().opening}</span>
  </div>
);

/** A link's generator that is not kept: the name of its run, or null where that is not stored. */
interface Gone {
  readonly run: string | null;
  /** What is explored instead. */
  readonly instead: KeptGenerator;
}

/** Goes to where the address leads; else to what was explored last, or to the newest run's best.
 *  @returns what the address leads to and is not there. */
function open(store: ReturnType<typeof exploreOf>, kept: readonly KeptOfRun[]): Gone | null {
  const { actions, ...now } = store.getState();
  const linked = readExploreHash(window.location.hash);
  const isKept = (generator: typeof now.generator): boolean =>
    kept.some(({ run, epochs }) => run.id === generator?.runId && epochs.includes(generator.epoch));
  if (linked.generator) {
    const { generator, hand, ...rest } = linked;
    actions.set(rest);
    const same = kept.find(({ run }) => run.id === generator.runId);
    const wanted = isKept(generator) ? generator : firstOf(same ?? kept[0]!);
    void actions.explore(wanted);
    if (hand) actions.take(hand);
    return wanted === generator ? null : { run: same?.run.name ?? null, instead: wanted };
  }
  void actions.explore(isKept(now.generator) ? now.generator! : firstOf(kept[0]!));
  return null;
}

/** Looks for the run's discriminators when it is opened, and when it saves its first checkpoint: one that
 *  trains on is judged by the same all the while. */
function useDiscriminators(runId: string | undefined, saved: boolean): void {
  const actions = useVerdictsOf((verdicts) => verdicts.actions);
  useEffect(() => {
    if (runId !== undefined) void actions.look(runId);
  }, [runId, saved, actions]);
}

/** Knobs lead the room's sliders, where the person allowed MIDI on an earlier visit or in Full screen. */
function useKnobs(store: ReturnType<typeof exploreOf>): void {
  const performing = performingOf(useActions().exploring());
  useEffect(() => {
    const { actions } = performing.getState();
    actions.lead(ledSliders(store, (act) => requestAnimationFrame(act)));
    void actions.connectWhereGranted();
    return () => actions.lead(null);
  }, [store, performing]);
}

/** Keeps what is shown in the address, so that a reload leads back to the same picture. */
function useLink(): void {
  const store = exploreOf(useActions().exploring());
  const hash = useStore(store, exploreHash);
  const generator = useStore(store, (explore) => explore.generator);
  useEffect(() => {
    if (!generator || window.location.hash === hash) return;
    const timer = setTimeout(() => history.replaceState(null, '', hash), 150);
    return () => clearTimeout(timer);
  }, [hash, generator]);
}
