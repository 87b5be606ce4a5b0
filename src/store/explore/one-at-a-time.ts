import { StudioError, type StudioErrorData } from '../../contract/errors';
import type { Progress } from '../ports';

/** Of a file that is made beside the room. */
export interface MakingState {
  /** Parts done, and in all, 0 while unknown; null while none is made. */
  readonly making: { readonly done: number; readonly total: number } | null;
  /** Why the last one was not made. */
  readonly error: StudioErrorData | null;
}

/**
 * Makes one file at a time, which goes on when its dialog or the room is left.
 * @param state where it is told how far it is.
 * @param report told what failed, since nobody may look at the dialog any more.
 */
export function oneAtATime(
  state: { readonly get: () => MakingState; readonly set: (change: Partial<MakingState>) => void },
  report: (cause: unknown) => void,
) {
  let controller = new AbortController();
  return {
    /** Does nothing while one is made. Never rejects. */
    async make(work: (progress: Progress, signal: AbortSignal) => Promise<void>): Promise<void> {
      if (state.get().making) return;
      controller = new AbortController();
      state.set({ making: { done: 0, total: 0 }, error: null });
      try {
        await work((done, total) => state.set({ making: { done, total } }), controller.signal);
      } catch (cause) {
        const failure = StudioError.from(cause);
        if (failure.kind !== 'cancelled') state.set({ error: failure.toData() });
        report(failure);
      } finally {
        state.set({ making: null });
      }
    },
    cancel: (): void => controller.abort(),
  };
}
