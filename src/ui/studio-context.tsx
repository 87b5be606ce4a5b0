import { createContext, useContext, type ReactNode } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { Studio } from '../store/model';
import type { StudioActions } from '../store/studio-actions';

const StoreContext = createContext<StoreApi<Studio> | null>(null);

export function StudioProvider(props: { store: StoreApi<Studio>; children: ReactNode }) {
  return <StoreContext value={props.store}>{props.children}</StoreContext>;
}

/** What the page knows, narrowed by `selector`; re-renders when the selected value changes. */
export function useStudio<T>(selector: (studio: Studio) => T): T {
  return useStore(useStudioStore(), selector);
}

/** The actions never change identity. */
export const useActions = (): StudioActions => useStudio((studio) => studio.actions);

/** For subscriptions outside rendering. */
export function useStudioStore(): StoreApi<Studio> {
  const store = useContext(StoreContext);
  if (!store) throw new Error('A component asked for the studio outside StudioProvider.');
  return store;
}
