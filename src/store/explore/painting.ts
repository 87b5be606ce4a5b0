import type { StoreApi } from 'zustand/vanilla';
import type { KeptGenerator } from '../../contract/commands';
import { StudioError } from '../../contract/errors';
import type { Urgency } from '../../contract/explore';
import type { Origin } from '../../explore/origin';
import type { ExploringPorts } from '../ports';
import { latentsOf, pictureKey } from './keys';
import type { Explore, ExploreActions } from './model';
import { PaintedPictures } from './pictures';
import { PortionSize } from './portion-size';

type PaintingActions = Pick<ExploreActions, 'painted' | 'paint' | 'takeCanvas' | 'draw'>;

/** Pictures of the room: painted once and kept a while, or drawn onto canvases. */
export function paintingActions(
  ports: ExploringPorts,
  store: () => StoreApi<Explore>,
): PaintingActions {
  const pictures = new PaintedPictures();
  /** Ordered and not there yet, by key. */
  const underWay = new Map<
    string,
    { readonly urgency: Urgency; readonly done: Promise<unknown> }
  >();
  const size = new PortionSize();
  /** What the size was measured with. */
  let measured = '';
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

  const sizeFor = (generator: KeptGenerator): number => {
    const { opened } = state();
    const now = `${generator.runId} ${opened?.engine}`;
    if (now !== measured) size.reset();
    measured = now;
    return size.now;
  };

  /** Whether a picture is on its way, and as soon as it is wanted. */
  const comes = (key: string, urgency: Urgency): boolean => {
    const one = underWay.get(key);
    return one !== undefined && (urgency === 'soon' || one.urgency === 'now');
  };

  /** One portion. @param keys of these pictures, which may be others by the time they come. */
  const order = async (
    generator: KeptGenerator,
    portion: readonly Origin[],
    keys: readonly string[],
    urgency: Urgency,
    signal: AbortSignal,
    truncation: number | undefined,
  ): Promise<void> => {
    const numbers = latentsOf(stateBy(truncation), portion);
    const begun = ports.now.time();
    const done = ports.explorer.paint(generator, ports.engine(), numbers, urgency, signal);
    for (const key of keys) underWay.set(key, { urgency, done });
    try {
      for (const { index, rgba } of await done) pictures.put(keys[index]!, rgba);
      size.took(portion.length, ports.now.time() - begun);
    } finally {
      for (const key of keys) if (underWay.get(key)?.done === done) underWay.delete(key);
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
      let missing = [...origins];
      await told(async () => {
        for (;;) {
          missing = missing.filter((origin) => !pictures.get(key(origin)));
          if (missing.length === 0) return;
          const free = missing.filter((origin) => !comes(key(origin), urgency));
          if (free.length > 0) {
            const portion = free.slice(0, sizeFor(generator));
            await order(generator, portion, portion.map(key), urgency, signal, truncation);
            missing = missing.filter((origin) => !portion.includes(origin));
          } else {
            // Others have ordered what is left; where that was withdrawn, it is ordered anew.
            const [first] = missing;
            await underWay.get(key(first!))?.done.catch(() => undefined);
            if (signal.aborted) throw new StudioError('cancelled');
          }
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
