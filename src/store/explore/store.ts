import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KeptGenerator } from '../../contract/commands';
import { StudioError } from '../../contract/errors';
import type { FavouriteRecord } from '../../contract/records';
import type { Origin } from '../../explore/origin';
import { originText } from '../../explore/origin-text';
import type { ExploringPorts } from '../ports';
import type { Explore, ExploreActions, ExploreState, Tool, ToolKind } from './model';
import { directionActions } from './directions';
import { latentIn } from './latent-in';
import { paintingActions } from './painting';
import { pressed } from './tools';

const INITIAL: ExploreState = {
  generator: null,
  opened: null,
  error: null,
  epochs: [],
  hand: null,
  tool: null,
  distance: 0.35,
  truncation: 1,
  firstSeed: 0,
  view: 'wall',
  place: { x: 0, y: 0 },
  favourites: [],
  directions: [],
  vectors: new Map(),
  finding: false,
};

/** The state of the room Explore, and the one that writes it. */
export function createExplore(ports: ExploringPorts): StoreApi<Explore> {
  const set = (change: Partial<ExploreState>): void => store.setState(change);

  const painting = paintingActions(ports, () => store);

  /** Asked for last: what comes late for an earlier one is passed over. */
  let asked = 0;

  const open = async (generator: KeptGenerator): Promise<void> => {
    const mine = ++asked;
    const before = store.getState().generator;
    const otherRun = before?.runId !== generator.runId;
    set({
      generator,
      error: null,
      ...(otherRun ? { opened: null, favourites: [], directions: [], vectors: new Map() } : {}),
      ...(otherRun && before ? { tool: null, hand: null } : {}),
    });
    try {
      const { runId } = generator;
      const [opened, epochs, favourites, directions] = await Promise.all([
        ports.explorer.open(generator, ports.engine()),
        ports.storage.generatorEpochs(runId),
        ports.storage.favourites(runId),
        ports.storage.directions(runId),
      ]);
      if (mine !== asked) return;
      const vectors = new Map(store.getState().vectors);
      for (const { keptAt, vector } of directions) vectors.set(`k${keptAt}`, vector);
      set({ opened, epochs, favourites, directions, vectors });
      const { hand } = store.getState();
      if (hand && /[(,][ac]\d/.test(originText(hand))) await found.findDirections();
    } catch (error) {
      if (mine === asked) set({ error: StudioError.from(error).toData() });
    }
  };

  const change = async (work: () => Promise<void>): Promise<void> => {
    const { generator } = store.getState();
    try {
      await work();
    } catch (error) {
      ports.report(error);
    }
    if (!generator) return;
    const favourites = await ports.storage.favourites(generator.runId);
    if (store.getState().generator?.runId === generator.runId) set({ favourites });
  };

  const found = directionActions(ports, () => store);

  const actions: ExploreActions = {
    ...found,
    ...painting,
    explore: open,
    take: (hand) => set({ hand }),
    press: (origin) => set(pressed(store.getState(), origin)),
    use: (kind) => {
      const { hand, tool } = store.getState();
      if (!hand) return;
      set({ tool: begun(kind, hand, tool) });
    },
    morphTo: (at) => {
      const { tool } = store.getState();
      if (tool?.kind !== 'morph') return;
      const stations = [tool.from, ...tool.others];
      const first = Math.min(Math.floor(at), stations.length - 2);
      const [one, other] = [stations[first]!, stations[first + 1]!];
      set({
        tool: { ...tool, at },
        hand: { kind: 'between', of: [one, other], share: at - first },
      });
    },
    addToMorph: () => {
      const { tool } = store.getState();
      if (tool?.kind === 'morph') set({ tool: { ...tool, adding: true } });
    },
    endTool: () => set({ tool: null }),
    set,
    favour: (name) =>
      change(async () => {
        const state = store.getState();
        const { generator, hand, opened, favourites } = state;
        if (!generator || !hand || !opened) return;
        const last = Math.max(0, ...favourites.map(({ keptAt }) => keptAt));
        const latent = latentIn(state, hand);
        const keptAt = Math.max(ports.now.time(), last + 1);
        const record: FavouriteRecord = {
          ...generator,
          keptAt,
          name,
          origin: originText(hand),
          latent,
        };
        await ports.storage.putFavourite(record);
      }),
    rename: (favourite, name) => change(() => ports.storage.putFavourite({ ...favourite, name })),
    forget: ({ runId, keptAt }) => change(() => ports.storage.deleteFavourite(runId, keptAt)),
    leave: () => {
      asked += 1;
      ports.explorer.close();
      set({ opened: null });
    },
  };
  const store = createStore<Explore>(() => ({ ...INITIAL, actions }));
  return store;
}

/** A tool as it begins; one that is under way already shows other pictures. */
function begun(kind: ToolKind, hand: Origin, before: Tool | null): Tool {
  const seed = before && 'seed' in before ? before.seed + SUGGESTED : 1;
  switch (kind) {
    case 'near':
      return { kind, from: hand, seed };
    case 'children':
      return before?.kind === kind ? { ...before, seed } : { kind, from: hand, seed, others: [] };
    case 'morph':
      return { kind, from: hand, others: [], at: 0, adding: true };
    case 'sum':
      return { kind, from: hand, others: [] };
    default:
      return kind satisfies never;
  }
}

/** Pictures that a tool suggests at once. */
export const SUGGESTED = 8;
