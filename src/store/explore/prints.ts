import { createStore, type StoreApi } from 'zustand/vanilla';
import { StudioError } from '../../contract/errors';
import type { PrintOrder, PrintSource } from '../../contract/print';
import type { PictureSize } from '../../contract/picture-shape';
import { words } from '../../words';
import { exploreWords, originName } from '../../words/explore';
import type { ExploringPorts } from '../ports';
import { truncated } from '../../explore/latents';
import { oneAtATime, type MakingState } from './one-at-a-time';
import { signatureInForce } from '../signature-in-force';
import { latentIn } from './latent-in';
import { madeIn } from './made';
import type { Explore } from './model';
import {
  FIRST_PRINT,
  lookOfPrint,
  previewSize,
  type PrintChoice,
  type PrintLook,
} from './print-order';

/** The print that is chosen, and the one that is being made. */
export interface PrintsState extends MakingState {
  readonly choice: PrintChoice;
  /** What was made last: its pixels. */
  readonly saved: PictureSize | null;
  /** A small PNG of what the generator would paint. */
  readonly preview: Blob | null;
}

export interface PrintsActions {
  readonly choose: (change: Partial<PrintChoice>) => void;
  /** Makes the print of the picture in hand and hands it to the person. */
  readonly make: () => Promise<void>;
  /** Shows it small. */
  readonly look: () => Promise<void>;
  readonly cancel: () => void;
  /** Forgets what was said and shown of the picture that was in hand before. */
  readonly begin: () => void;
}

export type PrintsStore = PrintsState & { readonly actions: PrintsActions };

const NOTHING = { saved: null, preview: null, error: null } as const;

/** One print at a time, which goes on when its dialog or the room is left. */
export function createPrintsStore(
  ports: ExploringPorts,
  explore: StoreApi<Explore>,
): StoreApi<PrintsStore> {
  const set = (change: Partial<PrintsState>): void => store.setState(change);
  const one = oneAtATime({ get: () => store.getState(), set }, ports.report);

  const work = (small: boolean, then: (order: PrintOrder, blob: Blob) => void): Promise<void> =>
    one.make(async (progress, signal) => {
      const { choice } = store.getState();
      set(NOTHING);
      const order = await orderOf(ports, explore, choice, small, signal);
      then(order, await ports.prints.make(order, progress, signal));
    });

  const store = createStore<PrintsStore>(() => ({
    choice: FIRST_PRINT,
    making: null,
    ...NOTHING,
    actions: {
      choose: (change) => set({ choice: { ...store.getState().choice, ...change }, ...NOTHING }),
      make: () =>
        work(false, ({ title, size, dpi }, blob) => {
          const name = exploreWords().print.file(ports.prints.fileName(title), size, dpi);
          ports.files.save({ name, blob });
          set({ saved: size });
        }),
      look: () => work(true, (_, preview) => set({ preview })),
      cancel: one.cancel,
      begin: () => set(NOTHING),
    },
  }));
  return store;
}

/** @throws StudioError `cancelled` where nothing is in hand, and what painting it failed with. */
async function orderOf(
  ports: ExploringPorts,
  explore: StoreApi<Explore>,
  choice: PrintChoice,
  small: boolean,
  signal: AbortSignal,
): Promise<PrintOrder> {
  const room = explore.getState();
  const { hand, opened, generator } = room;
  if (!hand || !opened || !generator) throw new StudioError('cancelled');
  const look = lookOfPrint(choice, opened);
  const source = await sourceOf(ports, room, choice, look, signal);
  const run = await ports.storage.run(generator.runId);
  const says = exploreWords().print;
  const title = says.titleOf(run?.name ?? words().files.noRun, generator.epoch, originName(hand));
  return {
    type: 'print',
    size: small ? previewSize(look.size) : look.size,
    dpi: look.dpi,
    source,
    title,
    description: says.madeOf(look, choice),
    made: madeIn(room, run, hand),
    signature: await signatureInForce(ports.storage),
  };
}

async function sourceOf(
  ports: ExploringPorts,
  room: Explore,
  { placing, goingOn, seed }: PrintChoice,
  { way, times }: PrintLook,
  signal: AbortSignal,
): Promise<PrintSource> {
  const { hand, opened, generator, truncation, actions } = room;
  if (way === 'paint') {
    return {
      way,
      generator: generator!,
      engine: ports.engine(),
      latent: truncated(latentIn(room, hand!), truncation),
      times,
      goingOn,
      seed,
    };
  }
  await actions.paint([hand!], 'now', signal);
  const rgba = actions.painted(hand!);
  if (!rgba) throw new StudioError('cancelled');
  return { way, shape: opened!.shape, rgba, placing };
}
