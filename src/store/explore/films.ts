import { createStore, type StoreApi } from 'zustand/vanilla';
import { StudioError, type StudioErrorData } from '../../contract/errors';
import type { MakeFilm } from '../../contract/film';
import { signatureName, type Signature } from '../../contract/signature';
import { exploreWords, originName } from '../../words/explore';
import type { ExploringPorts } from '../ports';
import { signatureInForce } from '../signature-in-force';
import { beginsWith, FIRST_CHOICE, filmOf, type FilmChoice } from './film-order';
import type { Explore } from './model';

/** The film that is chosen, and the one that is being made. */
export interface FilmsState {
  readonly choice: FilmChoice;
  /** Frames done, and in all; null while none is made. */
  readonly making: { readonly done: number; readonly total: number } | null;
  /** Why the last one was not made. */
  readonly error: StudioErrorData | null;
}

export interface FilmsActions {
  readonly choose: (change: Partial<FilmChoice>) => void;
  /** Makes the film and hands it to the person [FILM7]. @param run its name. */
  readonly make: (run: string) => Promise<void>;
  readonly cancel: () => void;
}

export type FilmsStore = FilmsState & { readonly actions: FilmsActions };

/** One film at a time, which goes on when its dialog or the room is left. */
export function createFilmsStore(
  ports: ExploringPorts,
  explore: StoreApi<Explore>,
): StoreApi<FilmsStore> {
  const set = (change: Partial<FilmsState>): void => store.setState(change);
  let controller = new AbortController();

  const make = async (run: string): Promise<void> => {
    const { choice, making } = store.getState();
    if (making) return;
    controller = new AbortController();
    set({ making: { done: 0, total: 0 }, error: null });
    try {
      const { film, name } = filmFile(explore.getState(), choice, run, ports);
      const to = await ports.films.askForFile(name, choice.format);
      if (to === 'cancelled') return;
      const order = signedFilm({ ...film, to }, await signatureInForce(ports.storage));
      const progress = (done: number, total: number): void => set({ making: { done, total } });
      const blob = await ports.films.make(order, progress, controller.signal);
      if (blob) ports.files.save({ name, blob });
    } catch (error) {
      const failure = StudioError.from(error);
      if (failure.kind !== 'cancelled') set({ error: failure.toData() });
      // The dialog, or the room, may have been left.
      ports.report(failure);
    } finally {
      set({ making: null });
    }
  };

  const store = createStore<FilmsStore>(() => ({
    choice: FIRST_CHOICE,
    making: null,
    error: null,
    actions: {
      choose: (change) => set({ choice: { ...store.getState().choice, ...change }, error: null }),
      make,
      cancel: () => controller.abort(),
    },
  }));
  return store;
}

/** The order, and the file's name, which need no more than what the room shows. */
function filmFile(
  room: Explore,
  choice: FilmChoice,
  run: string,
  ports: ExploringPorts,
): { film: Omit<MakeFilm, 'to'>; name: string } {
  const ordered = filmOf(room, choice);
  const says = exploreWords().film;
  const { kind, grid, format } = choice;
  const { epochs } = ordered;
  const title = says.titleOf(run, kind, epochs);
  const from =
    kind === 'favourites'
      ? room.favourites.map((one) => one.name)
      : beginsWith(room, grid).map(originName);
  const comment = says.madeOf(from);
  const engine = ports.engine();
  const name = says.file(ports.films.fileName(run), kind, epochs, format);
  return { film: { type: 'make', ...ordered, engine, title, comment, signature: null }, name };
}

/** The same film signed, which its comment says. */
const signedFilm = (order: MakeFilm, signature: Signature | null): MakeFilm =>
  signature === null
    ? order
    : {
        ...order,
        comment: `${order.comment} ${exploreWords().film.signed(signatureName(signature))}`,
        signature,
      };
