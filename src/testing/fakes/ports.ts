import { estimateMemory } from '../../nets/memory';
import type { SourceFile } from '../../contract/intake';
import type { StudioStorage } from '../../storage/studio-storage';
import type { Download, Exporter, Files, Now, Page, Ports, Resources } from '../../store/ports';
import { FakeBrowser, FakeDisk, FakeProjects } from './browser';
import { FakeExplorer } from './explorer';
import { FakeFilms } from './films';
import { FakePrints } from './prints';
import { FakeIntake } from './intake';
import { FakePacking } from './packing';
import { FakeTrainer } from './trainer';

export interface FakePorts extends Ports {
  readonly trainer: FakeTrainer;
  readonly intake: FakeIntake;
  /** Downloads handed to the person. */
  readonly saved: Download[];
  /** Addresses that were gone to. */
  readonly followed: string[];
  readonly memory: Map<string, unknown>;
  /** Names claimed by any tab. */
  readonly held: ReadonlySet<string>;
  readonly browser: FakeBrowser;
  readonly disk: FakeDisk;
  readonly projects: FakeProjects;
  /** Hides the page. */
  hide(): void;
}

/** What the tabs of one browser have in common, the storage apart. */
export interface SharedByTabs {
  readonly browser: FakeBrowser;
  readonly memory: Map<string, unknown>;
}

const made = (name: string): Promise<Download> => Promise.resolve({ name, blob: new Blob([name]) });

/** Files that are there at once, named after what they were made of. */
export const fakeExporter: Exporter = ({ source }) => {
  if ('samples' in source) return made(`${source.run.name} ${source.samples.length} samples.zip`);
  if ('blocks' in source) return made(`${source.run.name} ${source.blocks.length} blocks.csv`);
  if ('net' in source) return made(`${source.run.name} ${source.generator.epoch} ${source.net}`);
  if ('generator' in source) return made(`${source.run.name} ${source.generator.epoch}.zip`);
  if ('run' in source) return made(`${source.run.name} for a server.zip`);
  return made(`${source.title} ${source.pictures.length}.zip`);
};

/** Files of a pretended drop or choice. */
export const someFiles = (...paths: string[]): SourceFile[] =>
  paths.map((path) => ({ path, file: new File(['x'], path.split('/').at(-1) ?? path) }));

/** What a test may have otherwise. */
export type PortsChange = Partial<
  Pick<Files, 'exporter' | 'whatMade'> &
    Pick<Page, 'initialHash' | 'missing'> &
    Pick<Now, 'newId'> &
    Pick<Resources, 'readyToEstimate'> &
    Pick<Ports, 'lookAlikes' | 'explorer' | 'films' | 'prints'>
>;

/** Ports over a given storage, with everything else made up. `files` are what is dropped. */
export function fakePorts(
  storage: StudioStorage,
  files: () => SourceFile[],
  change: PortsChange = {},
  { browser, memory }: SharedByTabs = { browser: new FakeBrowser(), memory: new Map() },
): FakePorts {
  const saved: Download[] = [];
  const followed: string[] = [];
  const disk = new FakeDisk();
  const projects = new FakeProjects();
  const hidden = new Set<() => void>();
  let serial = 0;
  return {
    trainer: new FakeTrainer(),
    intake: new FakeIntake(storage, files),
    storage,
    lookAlikes: change.lookAlikes ?? (() => Promise.resolve([])),
    explorer: change.explorer ?? new FakeExplorer(),
    films: change.films ?? new FakeFilms(),
    prints: change.prints ?? new FakePrints(),
    files: {
      exporter: change.exporter ?? fakeExporter,
      askToSave: () => Promise.resolve(null),
      projects,
      save: (download) => saved.push(download),
      share: () => Promise.resolve(false),
      whatMade: change.whatMade ?? (() => Promise.resolve(null)),
      packing: {
        begin: () => new FakePacking(),
        askForFile: ({ title }) => Promise.resolve({ name: `${title}.zip`, to: null }),
      },
      readStamp: ({ name }) =>
        Promise.resolve({ name, width: 1, height: 1, rgba: Uint8Array.of(0, 0, 0, 255) }),
    },
    tabs: { claims: browser.claims(), relay: browser.relay() },
    page: {
      initialHash: change.initialHash ?? '',
      linkTo: (hash) => `https://studio.example/${hash}`,
      follow: (hash) => followed.push(hash),
      onHidden: (listener) => {
        hidden.add(listener);
        return () => hidden.delete(listener);
      },
      missing: change.missing ?? [],
      preferences: {
        read: (key) => memory.get(key),
        write: (key, value) => memory.set(key, value),
      },
    },
    // A run of this fake takes 3 MB, its checkpoints 1 MB each of them.
    resources: {
      disk,
      estimateSaving: () => ({ run: 3_000_000, checkpoint: 1_000_000 }),
      memoryOn: (_, gan, batchSize) => estimateMemory(gan, batchSize),
      readyToEstimate: change.readyToEstimate ?? (() => null),
    },
    now: { time: () => 5000 + serial, newId: change.newId ?? (() => `run ${++serial}`) },
    saved,
    followed,
    memory,
    browser,
    held: browser.held,
    disk,
    projects,
    hide: () => hidden.forEach((listener) => listener()),
  };
}
