import { deleteDB } from 'idb';
import { DEFAULT_SETTINGS } from '../contract/hyperparameters';
import type { SourceFile } from '../contract/intake';
import { openStorage } from '../storage/open';
import type { StudioStorage } from '../storage/studio-storage';
import type { Studio } from '../store/model';
import { noticeText } from '../words';
import { createStudio, type StudioController } from '../store/studio';
import { FakeBrowser } from './fakes/browser';
import {
  fakePorts,
  someFiles,
  type FakePorts,
  type PortsChange,
  type SharedByTabs,
} from './fakes/ports';

export interface Harness {
  readonly ports: FakePorts;
  readonly storage: StudioStorage;
  readonly studio: StudioController;
  readonly state: () => Studio;
  readonly actions: Studio['actions'];
  /** What the next drop holds. */
  files: SourceFile[];
  drop(): Promise<void>;
  /** Another visit of the same browser: same storage and memory, a new page. */
  reload(change?: PortsChange): Promise<Harness>;
  /** Another tab of the same browser, at the same time. */
  tab(change?: PortsChange): Promise<Harness>;
  end(): Promise<void>;
}

/** The notices of a page with what people read of them. */
export const told = ({ notices }: Studio) =>
  notices.map((notice) => {
    const { says: text, hint } = noticeText(notice.says);
    return { ...notice, text, hint };
  });

let serial = 0;

/** A studio over real storage (of fake-indexeddb) and otherwise fake ports, started. */
export async function openStudio(
  change: PortsChange = {},
  prepare: (storage: StudioStorage) => Promise<void> = () => Promise.resolve(),
  memory: readonly (readonly [string, unknown])[] = [],
): Promise<Harness> {
  const name = `studio-${serial++}`;
  const storage = await openStorage(name);
  await prepare(storage);
  // A batch that the few files of a test can fill; tests of the batch itself say otherwise.
  const settings = { ...DEFAULT_SETTINGS, batchSize: 2 };
  const shared = {
    browser: new FakeBrowser(),
    memory: new Map<string, unknown>([['settings', settings], ...memory]),
  };
  return begin(name, storage, change, shared);
}

async function begin(
  name: string,
  storage: StudioStorage,
  change: PortsChange,
  shared: SharedByTabs,
): Promise<Harness> {
  const ports = fakePorts(storage, () => harness.files, change, shared);
  const studio = createStudio(ports);
  const harness: Harness = {
    ports,
    storage,
    studio,
    state: () => studio.store.getState(),
    actions: studio.store.getState().actions,
    files: someFiles('paintings/a.png', 'paintings/b.png', 'paintings/old/c.png'),
    // The fake walk never looks at the transfer.
    drop: () => harness.actions.drop({} as DataTransfer),
    reload: (next = {}) =>
      begin(name, storage, next, { browser: new FakeBrowser(), memory: new Map(shared.memory) }),
    tab: async (next = {}) => {
      const newId = (): string => `other run ${++serial}`;
      return begin(name, await openStorage(name), { newId, ...next }, shared);
    },
    end: async () => {
      await studio.dispose();
      await deleteDB(name);
    },
  };
  await studio.start();
  return harness;
}
