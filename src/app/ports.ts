import { createIntake } from '../intake/page/intake';
import { createTrainer } from '../client/trainer';
import type { Feature } from '../contract/features';
import type { MemoryOn } from '../contract/memory';
import { newId } from '../contract/new-id';
import type { EngineId } from '../contract/records';
import { estimateMemory } from '../nets/memory';
import { estimateSaving, type GridFormat } from '../nets/saving';
import { lazyStorage } from '../storage/open';
import { part } from '../store/parts';
import type { Ports } from '../store/ports';
import { signatureInForce } from '../store/signature-in-force';
import { askToSave, exporterWith } from './exporter';
import { explorer } from './explorer';
import { films } from './films';
import { lookAlikes } from './look-alikes';
import { lockClaims } from './ports-claims';
import { browserDisk } from './ports-disk';
import { onHidden } from './ports-lifecycle';
import { packing } from './ports-packing';
import { localPreferences } from './ports-preferences';
import { prints } from './prints';
import { projects } from './ports-projects';
import { broadcastRelay, SILENT } from './ports-relay';
import { saveDownload, shareDownload } from './ports-save';

/** The plans of the compiled engine are a part of their own: the first screen does without. */
const compiledPlans = part('compiled-engine', () => import('../engine/wgsl/estimate'));

/** Comes with the first lone PNG. */
const pictureRecord = part('picture-record', () => import('./what-made'));

/** Comes with the first image that is to sign. */
const stampReader = part('stamp-reader', () => import('./read-stamp'));

/** The compiled engine's need is read off its plan; that of TensorFlow.js is an estimate. */
const memoryOn: MemoryOn = (engine, gan, batchSize, maxBufferBytes, software) =>
  engine === 'compiled' && compiledPlans.loaded
    ? compiledPlans.loaded.estimateCompiled(gan, batchSize, maxBufferBytes, software)
    : estimateMemory(gan, batchSize);

const readyToEstimate = (engine: EngineId): Promise<unknown> | null =>
  engine === 'compiled' && !compiledPlans.loaded ? compiledPlans.load() : null;

/** What the controller stands on in the page. The worker starts at the first command, and the
 *  database is opened at the first use. */
/**
 * @param missing what the browser lacks or refuses.
 * @param grids what it writes grids of samples as.
 */
export function createPorts(missing: readonly Feature[] = [], grids: GridFormat = 'webp'): Ports {
  const storage = lazyStorage();
  const apart = !missing.includes('locks');
  return {
    trainer: createTrainer(
      () =>
        new Worker(new URL('../worker/engine-worker.ts', import.meta.url), {
          type: 'module',
          name: 'training',
        }),
    ),
    intake: createIntake(storage, { newId }),
    storage,
    lookAlikes,
    explorer,
    files: {
      exporter: exporterWith(() => signatureInForce(storage)),
      askToSave,
      projects: projects(newId),
      save: saveDownload,
      share: shareDownload,
      whatMade: (file) => pictureRecord.load().then(({ whatMade }) => whatMade(file)),
      packing,
      readStamp: (file) => stampReader.load().then(({ readStamp }) => readStamp(file)),
    },
    films,
    prints,
    tabs: {
      claims: lockClaims(apart ? navigator.locks : undefined),
      // Tabs that cannot claim a run for themselves would take another's news for their own.
      relay: apart ? broadcastRelay() : SILENT,
    },
    page: {
      initialHash: location.hash,
      linkTo: (hash) => `${location.origin}${location.pathname}${location.search}${hash}`,
      follow: (hash) => location.assign(hash),
      onHidden,
      missing,
      preferences: localPreferences,
    },
    resources: {
      disk: browserDisk(navigator.storage),
      estimateSaving: (settings, pictures) => estimateSaving(settings, pictures, grids),
      memoryOn,
      readyToEstimate,
    },
    now: { time: () => Date.now(), newId },
  };
}
