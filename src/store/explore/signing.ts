import { createStore, type StoreApi } from 'zustand/vanilla';
import { StudioError, type StudioErrorData } from '../../contract/errors';
import { FIRST_SIGNATURE, type Signature } from '../../contract/signature';
import type { ExploringPorts } from '../ports';

/** How the artist signs. */
export interface SigningState {
  /** As it is stored, or about to be; null until it was read. */
  readonly signature: Signature | null;
  /** Why an image was not taken, or a change not kept. */
  readonly error: StudioErrorData | null;
  readonly actions: {
    /** Keeps a change; what another tab changed meanwhile is not undone by reading anew. */
    readonly change: (change: Partial<Signature>) => void;
    /** Takes an image file to sign with. */
    readonly choose: (file: File) => Promise<void>;
    /** Resolves once all is kept. */
    readonly kept: () => Promise<void>;
  };
}

type Ports = Pick<ExploringPorts, 'storage'> & {
  readonly files: Pick<ExploringPorts['files'], 'readStamp'>;
};

/** The signature on its way to the storage and back: each change is kept at once, and what changes while
 *  one is written goes with the next. */
export function createSigning({ storage, files }: Ports): StoreApi<SigningState> {
  let writing: Promise<void> | null = null;
  let written: Signature | null = null;

  const fail = (cause: unknown): void => {
    const failure = StudioError.from(cause);
    store.setState({ error: failure.toData() });
  };

  const write = async (): Promise<void> => {
    for (;;) {
      const { signature } = store.getState();
      if (!signature || signature === written) return;
      written = signature;
      await storage.putSignature(signature).catch(fail);
    }
  };

  const kept = async (): Promise<void> => {
    writing ??= write().finally(() => (writing = null));
    await writing;
  };

  const change = (change: Partial<Signature>): void => {
    const { signature } = store.getState();
    if (!signature) return;
    store.setState({ signature: { ...signature, ...change }, error: null });
    void kept();
  };

  const store = createStore<SigningState>(() => ({
    signature: null,
    error: null,
    actions: {
      change,
      choose: async (file) => {
        try {
          change({ kind: 'image', image: await files.readStamp(file) });
        } catch (cause) {
          fail(cause);
        }
      },
      kept,
    },
  }));

  storage.signature().then(
    (signature) => {
      written = signature ?? null;
      store.setState({ signature: signature ?? FIRST_SIGNATURE });
    },
    (cause: unknown) => {
      // Damaged, or nowhere to be stored: it is designed anew.
      fail(cause);
      store.setState({ signature: FIRST_SIGNATURE });
    },
  );
  return store;
}
