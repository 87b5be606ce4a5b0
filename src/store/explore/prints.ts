import { createStore, type StoreApi } from 'zustand/vanilla';
import { StudioError } from '../../contract/errors';
import type { PrintArchive, PrintOrder, PrintSource } from '../../contract/print';
import type { PictureSize } from '../../contract/picture-shape';
import { words } from '../../words';
import { exploreWords } from '../../words/explore';
import type { ExploringPorts } from '../ports';
import type { Origin } from '../../explore/origin';
import { oneAtATime, type MakingState } from './one-at-a-time';
import { signatureInForce } from '../signature-in-force';
import { madeIn } from './made';
import type { Explore } from './model';
import {
  FIRST_PRINT,
  lookOfPrint,
  previewSize,
  type PrintChoice,
  type PrintLook,
} from './print-order';
import { pixelsOf, printedIn, type PrintedPicture } from './printed';

/** The print that is chosen, and the one that is being made. */
export interface PrintsState extends MakingState {
  readonly choice: PrintChoice;
  /** What was made last: its pixels, and how many files. */
  readonly saved: (PictureSize & { readonly count: number }) | null;
  /** A small PNG of what the generator would paint. */
  readonly preview: Blob | null;
}

export interface PrintsActions {
  readonly choose: (change: Partial<PrintChoice>) => void;
  /** Makes the print of the picture in hand, or those of several, and hands it to the person. */
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

  /** @param then told what was made; null where it was written to a file. */
  const work = (
    small: boolean,
    then: (file: PrintFile, blob: Blob | null) => void,
  ): Promise<void> =>
    one.make(async (progress, signal) => {
      const { choice } = store.getState();
      set(NOTHING);
      const file = await fileOf(ports, explore.getState(), choice, small);
      const to = small ? null : await ports.prints.askForFile(file.name, file.as);
      if (to === 'cancelled') return;
      const order = await file.order(signal);
      then(file, await ports.prints.make({ ...order, to }, progress, signal));
    });

  const store = createStore<PrintsStore>(() => ({
    choice: FIRST_PRINT,
    making: null,
    ...NOTHING,
    actions: {
      choose: (change) => set({ choice: { ...store.getState().choice, ...change }, ...NOTHING }),
      make: () =>
        work(false, ({ name, size, count }, blob) => {
          if (blob) ports.files.save({ name, blob });
          set({ saved: { ...size, count } });
        }),
      look: () => work(true, (_, preview) => set({ preview })),
      cancel: one.cancel,
      begin: () => set(NOTHING),
    },
  }));
  return store;
}

/** A file of prints, as it is known before any is made. */
interface PrintFile {
  readonly name: string;
  readonly as: 'png' | 'zip';
  /** Pixels of a print. */
  readonly size: PictureSize;
  /** Prints in it. */
  readonly count: number;
  readonly order: (signal: AbortSignal) => Promise<PrintOrder | PrintArchive>;
}

/** @throws StudioError `cancelled` where nothing is in hand, or there is nothing to print. */
async function fileOf(
  ports: ExploringPorts,
  room: Explore,
  choice: PrintChoice,
  small: boolean,
): Promise<PrintFile> {
  const { opened, generator } = room;
  // A preview is of the picture in hand.
  const printed = printedIn(room, small ? { ...choice, of: 'hand' } : choice);
  const [first] = printed;
  if (!first || !opened || !generator) throw new StudioError('cancelled');
  const look = lookOfPrint(choice, opened, printed.length);
  const run = await ports.storage.run(generator.runId);
  const says = exploreWords().print;
  const titleOf = (picture: string): string =>
    says.titleOf(run?.name ?? words().files.noRun, generator.epoch, picture);
  const size = small ? previewSize(look.size) : look.size;
  const nameOf = (title: string): string =>
    says.file(ports.prints.fileName(title), look.size, look.dpi);
  const print = async (title: string, source: PrintSource, origin: Origin | null) => ({
    type: 'print' as const,
    size,
    dpi: look.dpi,
    source,
    title,
    description: says.madeOf(look, choice),
    made: origin && madeIn(room, run, origin),
    signature: await signatureInForce(ports.storage),
  });
  const sources = (signal: AbortSignal): Promise<readonly PrintSource[]> =>
    sourcesOf(ports, room, choice, look, printed, signal);

  if (look.sheet) {
    const title = titleOf(says.several(printed.length));
    const order = async (signal: AbortSignal): Promise<PrintOrder> => {
      const pictures = await pixelsOf(ports, room, printed, signal);
      return print(title, { way: 'sheet', shape: opened.shape, pictures }, null);
    };
    return { name: nameOf(title), as: 'png', size, count: 1, order };
  }
  if (small || choice.of === 'hand') {
    const title = titleOf(first.name);
    const order = async (signal: AbortSignal): Promise<PrintOrder> => {
      const [source] = await sources(signal);
      return print(title, source!, first.origin);
    };
    return { name: nameOf(title), as: 'png', size, count: 1, order };
  }
  const order = async (signal: AbortSignal): Promise<PrintArchive> => {
    const all = await sources(signal);
    const prints = await Promise.all(
      printed.map(async ({ origin, name }, i) => {
        const title = titleOf(name);
        const serial = String(i + 1).padStart(3, '0');
        return { name: `${serial} ${nameOf(title)}`, print: await print(title, all[i]!, origin) };
      }),
    );
    return { type: 'archive', prints };
  };
  const name = says.archive(
    ports.prints.fileName(titleOf(says.several(printed.length))),
    look.size,
    look.dpi,
  );
  return { name, as: 'zip', size, count: printed.length, order };
}

/** What each is made from: its pixels, or its latent where the generator paints more. */
async function sourcesOf(
  ports: ExploringPorts,
  room: Explore,
  { placing, goingOn, seed }: PrintChoice,
  { way, times }: PrintLook,
  printed: readonly PrintedPicture[],
  signal: AbortSignal,
): Promise<readonly PrintSource[]> {
  const { generator, opened } = room;
  if (way === 'paint') {
    const engine = ports.engine();
    return printed.map(({ latent }) => ({
      way,
      generator: generator!,
      engine,
      latent,
      times,
      goingOn,
      seed,
    }));
  }
  const pixels = await pixelsOf(ports, room, printed, signal);
  return pixels.map((rgba) => ({ way, shape: opened!.shape, rgba, placing }));
}
