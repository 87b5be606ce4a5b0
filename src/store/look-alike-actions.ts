import type { Context } from './context';
import type { StudioActions } from './studio-actions';

export interface LookAlikeActions {
  readonly actions: Pick<StudioActions, 'findLookAlikes'>;
  /** Pixels of the set have changed: it is to be looked through again. */
  forget(id: string): void;
  dispose(): void;
}

/** Which pictures of a set show the same, one set at a time; the newest that was asked for wins. [PIC25] */
export function lookAlikeActions(context: Context): LookAlikeActions {
  let asked: { readonly id: string; readonly controller: AbortController } | null = null;

  const find = async (id: string): Promise<void> => {
    const controller = new AbortController();
    asked?.controller.abort();
    asked = { id, controller };
    try {
      const groups = await context.ports.lookAlikes(id, controller.signal);
      if (controller.signal.aborted) return;
      context.update({ lookAlikes: { ...context.state.lookAlikes, [id]: groups } });
    } catch {
      // Cancelled, or the set is gone; a set that cannot be read says so where it is needed.
    } finally {
      if (asked?.controller === controller) asked = null;
    }
  };

  return {
    actions: {
      findLookAlikes: (id) => {
        const known = Object.hasOwn(context.state.lookAlikes, id);
        const { heldRun } = context;
        if (known || asked?.id === id || heldRun) return;
        void find(id);
      },
    },
    forget: (id) => {
      if (asked?.id === id) asked.controller.abort();
      if (asked?.id === id) asked = null;
      const others = Object.entries(context.state.lookAlikes).filter(([set]) => set !== id);
      context.update({ lookAlikes: Object.fromEntries(others) });
    },
    dispose: () => asked?.controller.abort(),
  };
}
