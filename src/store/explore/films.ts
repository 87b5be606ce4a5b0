import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MakeFilm } from '../../contract/film';
import { signatureName, type Signature } from '../../contract/signature';
import { exploreWords, originName } from '../../words/explore';
import type { ExploringPorts } from '../ports';
import { oneAtATime, type MakingState } from './one-at-a-time';
import { signatureInForce } from '../signature-in-force';
import { beginsWith, FIRST_CHOICE, filmOf, type FilmChoice } from './film-order';
import type { Explore } from './model';

/** The film that is chosen, and the one that is being made. */
export interface FilmsState extends MakingState {
  readonly choice: FilmChoice;
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
  const one = oneAtATime({ get: () => store.getState(), set }, ports.report);

  const make = (run: string): Promise<void> =>
    one.make(async (progress, signal) => {
      const { choice } = store.getState();
      const { film, name } = filmFile(explore.getState(), choice, run, ports);
      const to = await ports.films.askForFile(name, choice.format);
      if (to === 'cancelled') return;
      const order = signedFilm({ ...film, to }, await signatureInForce(ports.storage));
      const blob = await ports.films.make(order, progress, signal);
      if (blob) ports.files.save({ name, blob });
    });

  const store = createStore<FilmsStore>(() => ({
    choice: FIRST_CHOICE,
    making: null,
    error: null,
    actions: {
      choose: (change) => set({ choice: { ...store.getState().choice, ...change }, error: null }),
      make,
      cancel: one.cancel,
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
