import { createContext, useContext, type ReactNode } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { Explore, ExploreActions } from '../../store/explore/model';
import { createFilmsStore, type FilmsStore } from '../../store/explore/films';
import { createSigning, type SigningState } from '../../store/explore/signing';
import { createPrintsStore, type PrintsStore } from '../../store/explore/prints';
import { createPerforming, type Performing } from '../../store/explore/performing';
import { createExplore } from '../../store/explore/store';
import { createVerdicts, type VerdictsStore } from '../../store/explore/verdicts';
import type { ExploringPorts } from '../../store/ports';
import { useActions } from '../studio-context';
import { microphone } from '../browser/microphone';
import { midi } from '../browser/midi';

const ExploreContext = createContext<StoreApi<Explore> | null>(null);

/** One of a page: what is in hand is still there when the room is come back to. */
let made: StoreApi<Explore> | null = null;
export const exploreOf = (ports: ExploringPorts): StoreApi<Explore> =>
  (made ??= createExplore(ports));

/** Likewise: a film goes on when the room is left. */
let films: StoreApi<FilmsStore> | null = null;
export const filmsOf = (ports: ExploringPorts): StoreApi<FilmsStore> =>
  (films ??= createFilmsStore(ports, exploreOf(ports)));

/** Likewise: what was judged is still there when the room is come back to. */
let verdicts: StoreApi<VerdictsStore> | null = null;
export const verdictsOf = (ports: ExploringPorts): StoreApi<VerdictsStore> =>
  (verdicts ??= createVerdicts(ports, exploreOf(ports)));

/** What the discriminator said, narrowed by `selector`. */
export function useVerdictsOf<T>(selector: (verdicts: VerdictsStore) => T): T {
  return useStore(useVerdictsStore(), selector);
}

export const useVerdictsStore = (): StoreApi<VerdictsStore> => verdictsOf(useActions().exploring());

/** Likewise: what of it is not kept yet outlives its dialog. */
let signing: StoreApi<SigningState> | null = null;
export const signingOf = (ports: ExploringPorts): StoreApi<SigningState> =>
  (signing ??= createSigning(ports));

/** Likewise. */
let prints: StoreApi<PrintsStore> | null = null;
export const printsOf = (ports: ExploringPorts): StoreApi<PrintsStore> =>
  (prints ??= createPrintsStore(ports, exploreOf(ports)));

/** Likewise: MIDI stays connected when Full screen is left and opened again. */
let performing: StoreApi<Performing> | null = null;
export const performingOf = ({ preferences }: ExploringPorts): StoreApi<Performing> =>
  (performing ??= createPerforming({ preferences, midi, microphone }));

export function ExploreProvider(props: { store: StoreApi<Explore>; children: ReactNode }) {
  return <ExploreContext value={props.store}>{props.children}</ExploreContext>;
}

/** What the room knows, narrowed by `selector`. */
export function useExplore<T>(selector: (explore: Explore) => T): T {
  return useStore(useExploreStore(), selector);
}

export const useExploreActions = (): ExploreActions => useExplore(({ actions }) => actions);

export function useExploreStore(): StoreApi<Explore> {
  const store = useContext(ExploreContext);
  if (!store) throw new Error('A component asked for what is explored outside its room.');
  return store;
}
