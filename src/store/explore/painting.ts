import type { StoreApi } from 'zustand/vanilla';
import type { KeptGenerator } from '../../contract/commands';
import { StudioError } from '../../contract/errors';
import type { Origin } from '../../explore/origin';
import type { ExploringPorts } from '../ports';
import { AT_ONCE } from './at-once';
import { latentsOf, pictureKey } from './keys';
import type { Explore, ExploreActions } from './model';
import { PaintedPictures } from './pictures';

type PaintingActions = Pick<ExploreActions, 'painted' | 'paint' | 'takeCanvas' | 'draw'>;

/** Pictures of the room: painted once and kept a while, or drawn onto canvases. */
export function paintingActions(
  ports: ExploringPorts,
  store: () => StoreApi<Explore>,
): PaintingActions {
  const pictures = new PaintedPictures();
  const state = (): Explore => store().getState();
  const current = (): KeptGenerator | undefined => state().generator ?? undefined;

  const stateBy = (truncation: number | undefined): Explore =>
    truncation === undefined ? state() : { ...state(), truncation };

  const keyOf = (origin: Origin, generator: KeptGenerator, truncation?: number): string =>
    pictureKey(stateBy(truncation), origin, generator);

  /** What fails stands in the room; what was cancelled is nobody's concern. */
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const failure = StudioError.from(error);
      if (failure.kind !== 'cancelled') store().setState({ error: failure.toData() });
      throw failure;
    }
  };

  return {
    painted: (origin, generator = current(), truncation) =>
      generator ? pictures.get(keyOf(origin, generator, truncation)) : null,
    paint: async (
      origins,
      urgency,
      signal,
      generator = current(),
      progress = () => undefined,
      truncation,
    ) => {
      if (!generator || !state().opened) return;
      const key = (origin: Origin): string => keyOf(origin, generator, truncation);
      const missing = origins.filter((origin) => !pictures.get(key(origin)));
      await told(async () => {
        for (let from = 0; from < missing.length; from += AT_ONCE) {
          const portion = missing.slice(from, from + AT_ONCE);
          // Truncation and directions may change before the pictures come.
          const keys = portion.map(key);
          const engine = ports.engine();
          const numbers = latentsOf(stateBy(truncation), portion);
          const made = await ports.explorer.paint(generator, engine, numbers, urgency, signal);
          for (const { index, rgba } of made) pictures.put(keys[index]!, rgba);
          progress();
        }
      });
    },
    takeCanvas: (offscreen, onLost) => ports.explorer.takeCanvas(offscreen, onLost),
    draw: async (origin, canvas, truncation) => {
      const { opened } = state();
      const generator = current();
      if (!generator || !opened) throw new StudioError('cancelled');
      const key = keyOf(origin, generator, truncation);
      const drawn = await told(() =>
        canvas.draw(generator, ports.engine(), latentsOf(stateBy(truncation), [origin])),
      );
      if (drawn.kind === 'read-back') {
        pictures.put(key, drawn.picture.rgba);
        // Another engine paints now than the one that was opened.
        store().setState({ opened: { ...opened, draws: false } });
      }
      return drawn.kind;
    },
  };
}
