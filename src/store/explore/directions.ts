import type { StoreApi } from 'zustand/vanilla';
import { StudioError } from '../../contract/errors';
import type { DirectionMethod } from '../../contract/explore';
import type { DirectionRecord } from '../../contract/records';
import type { Move, Origin } from '../../explore/origin';
import type { ExploringPorts } from '../ports';
import { readDirections } from './directions-file';
import type { Explore, ExploreActions } from './model';

type DirectionActions = Pick<
  ExploreActions,
  | 'findDirections'
  | 'move'
  | 'keepDirection'
  | 'renameDirection'
  | 'forgetDirection'
  | 'takeDirections'
>;

/** Names of directions that are found, by the way they are found. */
const LETTERS: Readonly<Record<DirectionMethod, string>> = { closed: 'c', activations: 'a' };

export const keptName = ({ keptAt }: DirectionRecord): string => `k${keptAt}`;

/** Directions in latent space: found, moved along, and kept with their run. */
export function directionActions(
  ports: ExploringPorts,
  store: () => StoreApi<Explore>,
): DirectionActions {
  const state = (): Explore => store().getState();

  const find = async (method: DirectionMethod): Promise<void> => {
    const { generator } = state();
    if (!generator) return;
    const found = await ports.explorer.directions(generator, method);
    if (state().generator !== generator) return;
    const vectors = new Map(state().vectors);
    for (const [i, vector] of found.entries()) vectors.set(`${LETTERS[method]}${i + 1}`, vector);
    store().setState({ vectors });
  };

  const change = async (work: (runId: string) => Promise<void>): Promise<void> => {
    const { generator } = state();
    if (!generator) return;
    const { runId } = generator;
    try {
      await work(runId);
      const directions = await ports.storage.directions(runId);
      if (state().generator?.runId !== runId) return;
      const others = [...state().vectors].filter(([name]) => !name.startsWith('k'));
      const kept = directions.map((one) => [keptName(one), one.vector] as const);
      store().setState({ directions, vectors: new Map([...others, ...kept]) });
    } catch (error) {
      ports.report(error);
    }
  };

  const keep = (runId: string, name: string, vector: Float32Array<ArrayBuffer>): Promise<void> => {
    const last = Math.max(0, ...state().directions.map(({ keptAt }) => keptAt));
    const keptAt = Math.max(ports.now.time(), last + 1);
    return ports.storage.putDirection({ runId, keptAt, name, vector: vector.slice() });
  };

  return {
    findDirections: async () => {
      store().setState({ finding: true });
      try {
        await find('closed');
        await find('activations');
      } catch (error) {
        ports.report(error);
      }
      store().setState({ finding: false });
    },
    move: (direction, amount) => {
      const { hand } = state();
      if (hand) store().setState({ hand: movedBy(hand, direction, amount) });
    },
    keepDirection: (direction, name) =>
      change(async (runId) => {
        const vector = state().vectors.get(direction);
        if (vector) await keep(runId, name, vector);
      }),
    renameDirection: (direction, name) =>
      change(() => ports.storage.putDirection({ ...direction, name })),
    forgetDirection: ({ keptAt }) =>
      change((runId) => ports.storage.deleteDirection(runId, keptAt)),
    takeDirections: (file) =>
      change(async (runId) => {
        const size = state().opened?.latentSize ?? 0;
        const shared = readDirections(await file.text(), size);
        if (!shared) throw new StudioError('directions-file-wrong', { size });
        for (const [i, { name, vector }] of shared.entries()) {
          const last = Math.max(0, ...state().directions.map(({ keptAt }) => keptAt));
          const keptAt = Math.max(ports.now.time(), last + 1) + i;
          await ports.storage.putDirection({ runId, keptAt, name, vector });
        }
      }),
  };
}

/** How far a picture was moved along a direction. */
export const amountOf = (origin: Origin | null, direction: string): number =>
  origin?.kind === 'moved'
    ? (origin.moves.find((move) => move.direction === direction)?.amount ?? 0)
    : 0;

/** The same picture, moved along a direction to there; moves of before stay. */
export function movedBy(origin: Origin, direction: string, amount: number): Origin {
  const [of, before]: [Origin, readonly Move[]] =
    origin.kind === 'moved' ? [origin.of, origin.moves] : [origin, []];
  const others = before.filter((move) => move.direction !== direction);
  const moves = amount === 0 ? others : [...others, { direction, amount }];
  return moves.length === 0 ? of : { kind: 'moved', of, moves };
}
