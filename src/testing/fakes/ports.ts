import { estimateMemory } from '../../nets/memory';
import type { SourceFile } from '../../contract/intake';
import { checkSettings } from '../../contract/settings';
import type { StudioStorage } from '../../storage/studio-storage';
import type { Download, Exporter, Ports } from '../../store/ports';
import { FakeBrowser, FakeDisk, FakeProjects } from './browser';
import { FakeIntake } from './intake';
import { FakeTrainer } from './trainer';

export interface FakePorts extends Ports {
  readonly trainer: FakeTrainer;
  readonly intake: FakeIntake;
  /** Downloads handed to the person. */
  readonly saved: Download[];
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
  if ('generator' in source) return made(`${source.run.name} ${source.generator.epoch}.zip`);
  return made(`${source.title} ${source.pictures.length}.zip`);
};

/** Files of a pretended drop or choice. */
export const someFiles = (...paths: string[]): SourceFile[] =>
  paths.map((path) => ({ path, file: new File(['x'], path.split('/').at(-1) ?? path) }));

/** Ports over a given storage, with everything else made up. `files` are what is dropped. */
export function fakePorts(
  storage: StudioStorage,
  files: () => SourceFile[],
  change: Partial<Ports> = {},
  { browser, memory }: SharedByTabs = { browser: new FakeBrowser(), memory: new Map() },
): FakePorts {
  const saved: Download[] = [];
  const hidden = new Set<() => void>();
  let serial = 0;
  return {
    storage,
    exporter: fakeExporter,
    save: (download) => saved.push(download),
    validate: (settings, { pictures }) => [
      ...checkSettings(settings),
      ...(pictures !== null && settings.batchSize > pictures
        ? [
            {
              field: 'batchSize' as const,
              code: 'batch-over-set' as const,
              params: { batchSize: settings.batchSize, pictures },
            },
          ]
        : []),
    ],
    // The recipe of this fake is a batch of 2 and, for the TensorFlow tutorial, 28 px in grey.
    batchingOf: () => 'carried-over',
    applyPreset: (settings) => ({
      ...settings,
      batchSize: 2,
      ...(settings.preset === 'tensorflow' ? { imageSize: 28, channels: 1 } : {}),
    }),
    applyImageSize: (settings, imageSize) => ({ ...settings, imageSize }),
    initialHash: '',
    linkTo: (hash) => `https://studio.example/${hash}`,
    preferences: {
      read: (key) => memory.get(key),
      write: (key, value) => memory.set(key, value),
    },
    claims: browser.claims(),
    relay: browser.relay(),
    // A run of this fake takes 3 MB, its checkpoints 1 MB each of them.
    memoryOn: (_, gan, batchSize) => estimateMemory(gan, batchSize),
    estimateSaving: () => ({ run: 3_000_000, checkpoint: 1_000_000 }),
    onHidden: (listener) => {
      hidden.add(listener);
      return () => hidden.delete(listener);
    },
    missing: [],
    now: () => 5000 + serial,
    newId: () => `run ${++serial}`,
    ...change,
    trainer: new FakeTrainer(),
    intake: new FakeIntake(storage, files),
    saved,
    memory,
    browser,
    held: browser.held,
    disk: new FakeDisk(),
    projects: new FakeProjects(),
    hide: () => hidden.forEach((listener) => listener()),
  };
}
