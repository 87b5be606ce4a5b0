import { createStore, type StoreApi } from 'zustand/vanilla';
import { StudioError, type StudioErrorData } from '../../contract/errors';
import type { KeptGenerator } from '../../contract/commands';
import type { KeptDiscriminator, Verdicts } from '../../contract/explore';
import type { Origin } from '../../explore/origin';
import type { ExploringPorts } from '../ports';
import { AT_ONCE } from './at-once';
import type { JudgedSeed, ScoreOrder } from './by-score';
import { discriminatorsOf, judgeOf, type Discriminators, type JudgeId } from './discriminators';
import { judgeSeeds } from './judge-seeds';
import { pictureKey } from './keys';
import type { Explore } from './model';

/** Pictures by seed that were judged, or are being judged. */
export interface Judged {
  /** What judged and painted them, as `judgingKey` tells it. */
  readonly key: string;
  readonly done: number;
  readonly total: number;
  /** True until all are judged, or it was cancelled. */
  readonly underWay: boolean;
  /** The smallest seed. */
  readonly firstSeed: number;
  /** Portion by portion in the order of their seeds. */
  readonly found: readonly JudgedSeed[];
  /** What was found before, whose order is kept meanwhile. */
  readonly before: readonly JudgedSeed[];
}

/** What the discriminator says of the room's pictures. */
export interface VerdictsState {
  /** Of the run that is explored; null until they are looked for. */
  readonly kept: Discriminators | null;
  readonly chosen: JudgeId | null;
  /** Whether it is asked about the picture in hand. */
  readonly asked: boolean;
  /** Whether scores stand on the pictures of the wall. */
  readonly shown: boolean;
  readonly order: ScoreOrder;
  /** What was told of pictures, by what judged and painted them. */
  readonly verdicts: ReadonlyMap<string, Verdicts>;
  readonly judged: Judged | null;
  readonly error: StudioErrorData | null;
}

export interface VerdictsActions {
  /** Looks which discriminators the run's checkpoints hold now. */
  look(runId: string): Promise<void>;
  set(change: Partial<Pick<VerdictsState, 'chosen' | 'asked' | 'shown' | 'order'>>): void;
  /** Judges those that are not, each painted once; resolves once all are.
   *  @param generator that paints them, where it is another one than the room's. */
  judge(origins: readonly Origin[], signal: AbortSignal, generator?: KeptGenerator): Promise<void>;
  /** Judges so many pictures by seed, from the wall's first on. */
  judgeMany(count: number): Promise<void>;
  /** Judges the same ones once more, by what the run's checkpoints hold now. */
  judgeAgain(): Promise<void>;
  /** Ends that; what was judged stays. */
  cancel(): void;
}

export type VerdictsStore = VerdictsState & { readonly actions: VerdictsActions };

const INITIAL: VerdictsState = {
  kept: null,
  chosen: null,
  asked: false,
  shown: false,
  order: 'real',
  verdicts: new Map(),
  judged: null,
  error: null,
};

/** Verdicts that are remembered, at most. */
const MOST_KNOWN = 4000;
/** The discriminator that judges what is explored; null where none is kept. */
export function judging(
  { kept, chosen }: Pick<VerdictsState, 'kept' | 'chosen'>,
  { generator }: Pick<Explore, 'generator'>,
): KeptDiscriminator | null {
  if (!generator || kept?.runId !== generator.runId) return null;
  const judge = judgeOf(kept, chosen, generator.epoch);
  return judge && { runId: generator.runId, step: judge.step };
}

/** What a verdict on a picture goes by. */
const verdictKey = (
  explore: Pick<Explore, 'truncation' | 'vectors'> & {
    generator: NonNullable<Explore['generator']>;
  },
  { step }: KeptDiscriminator,
  origin: Origin,
): string => `${step} ${pictureKey(explore, origin, explore.generator)}`;

/** What verdicts on pictures by seed go by: others are out of date. */
export const judgingKey = (
  verdicts: Pick<VerdictsState, 'kept' | 'chosen'>,
  explore: Pick<Explore, 'generator' | 'truncation'>,
): string => JSON.stringify([judging(verdicts, explore), explore.generator, explore.truncation]);

/** What is known of a picture. */
export function verdictOn(
  verdicts: Pick<VerdictsState, 'kept' | 'chosen' | 'verdicts'>,
  explore: Pick<Explore, 'generator' | 'truncation' | 'vectors'>,
  origin: Origin,
  generator = explore.generator,
): Verdicts | null {
  const judge = judging(verdicts, explore);
  if (!judge || !generator) return null;
  return verdicts.verdicts.get(verdictKey({ ...explore, generator }, judge, origin)) ?? null;
}

/** The verdicts of a room's pictures. */
export function createVerdicts(
  ports: ExploringPorts,
  explore: StoreApi<Explore>,
): StoreApi<VerdictsStore> {
  const state = (): VerdictsStore => store.getState();
  const set = (change: Partial<VerdictsState>): void => store.setState(change);
  let controller: AbortController | null = null;

  const fail = async (cause: unknown): Promise<void> => {
    const error = StudioError.from(cause);
    if (error.kind === 'cancelled') return;
    const now = explore.getState();
    const before = judging(state(), now)?.step;
    // The run saved others meanwhile.
    if (error.code === 'discriminator-not-kept' && now.generator) {
      await actions.look(now.generator.runId);
      if (judging(state(), now)?.step !== before) return;
    }
    set({ error: error.toData() });
  };

  const actions: VerdictsActions = {
    look: async (runId) => {
      try {
        const run = await ports.storage.run(runId);
        if (explore.getState().generator?.runId !== runId) return;
        const other = state().kept?.runId !== runId;
        const kept = run ? discriminatorsOf(run) : null;
        set({ kept, error: null, ...(other ? { chosen: null } : {}) });
      } catch (cause) {
        await fail(cause);
      }
    },
    set,
    judge: async (origins, signal, painter) => {
      const now = explore.getState();
      const generator = painter ?? now.generator;
      const judge = judging(state(), now);
      if (!judge || !generator || !now.opened) return;
      const keys = new Map(
        origins.map((origin) => [verdictKey({ ...now, generator }, judge, origin), origin]),
      );
      const missing = [...keys].filter(([key]) => !state().verdicts.has(key));
      try {
        for (let from = 0; from < missing.length; from += AT_ONCE) {
          const portion = missing.slice(from, from + AT_ONCE);
          const wanted = portion.map(([, origin]) => origin);
          // The wall paints them as well: whoever comes first orders them.
          // What fails there stands in the room.
          const there = await now.actions.paint(wanted, 'soon', signal, generator).then(
            () => true,
            () => false,
          );
          // With another truncation all are asked for anew.
          if (!there || explore.getState().truncation !== now.truncation) return;
          const known = portion.flatMap(([key, origin]) => {
            const rgba = now.actions.painted(origin, generator);
            return rgba ? [{ key, rgba }] : [];
          });
          const told = await ports.explorer.judgePainted(
            generator,
            judge,
            ports.engine(),
            known.map(({ rgba }) => rgba),
            signal,
          );
          const verdicts = new Map(state().verdicts);
          for (const [i, verdict] of told.entries()) verdicts.set(known[i]!.key, verdict);
          for (const [oldest] of verdicts) {
            if (verdicts.size <= MOST_KNOWN) break;
            verdicts.delete(oldest);
          }
          set({ verdicts, error: null });
        }
      } catch (cause) {
        await fail(cause);
      }
    },
    judgeMany: (count) => judgeMany(count, explore.getState().firstSeed),
    judgeAgain: async () => {
      const { judged } = state();
      const { generator } = explore.getState();
      if (!judged || !generator) return;
      await actions.look(generator.runId);
      await judgeMany(judged.total, judged.firstSeed);
    },
    cancel: () => controller?.abort(),
  };

  const judgeMany = async (count: number, firstSeed: number): Promise<void> => {
    const { generator, opened, truncation } = explore.getState();
    const discriminator = judging(state(), { generator });
    if (!generator || !opened || !discriminator) return;
    controller?.abort();
    const mine = new AbortController();
    controller = mine;
    const seeds = Array.from({ length: count }, (_, i) => firstSeed + i);
    const key = judgingKey(state(), { generator, truncation });
    const change = (part: Partial<Judged>): void => {
      const { judged } = state();
      if (controller === mine && judged) set({ judged: { ...judged, ...part } });
    };
    const last = state().judged;
    const before = last && last.found.length > 0 ? last.found : (last?.before ?? []);
    const judged = { key, done: 0, total: count, underWay: true, firstSeed, found: [], before };
    set({ judged, error: null });
    const by = { generator, opened, truncation, discriminator };
    await judgeSeeds(
      ports,
      by,
      seeds,
      (done) => change({ done }),
      mine.signal,
      (found) => change({ found: [...(state().judged?.found ?? []), ...found] }),
    ).catch((cause: unknown) => (controller === mine ? fail(cause) : undefined));
    change({ underWay: false });
  };
  const store = createStore<VerdictsStore>(() => ({ ...INITIAL, actions }));
  return store;
}

/**
 * What is written of the picture in hand where scores stand on the pictures: its score, and who gave it.
 * Null where they do not, nothing judges, or the score is no number.
 */
export async function shownVerdict(
  verdicts: StoreApi<VerdictsStore>,
  explore: Explore,
  signal: AbortSignal,
): Promise<{ readonly score: number; readonly step: number } | null> {
  const { shown, actions, ...known } = verdicts.getState();
  const { hand } = explore;
  const judge = judging(known, explore);
  if (!shown || !hand || !judge) return null;
  await actions.judge([hand], signal);
  const verdict = verdictOn(verdicts.getState(), explore, hand);
  if (!verdict || Number.isNaN(verdict.now.score)) return null;
  return { score: verdict.now.score, step: judge.step };
}
