import type { MemoryOn } from '../contract/memory';
import type { Feature } from '../contract/features';
import type { Dropped, Intake, SourceFile } from '../contract/intake';
import type { LookAlikeGroups } from '../contract/look-alikes';
import type { Explorer } from '../contract/explore';
import type { Films } from '../contract/film';
import type { Prints } from '../contract/print';
import type { EngineId, RunRecord } from '../contract/records';
import type { RunEvent } from '../contract/events';
import type { DownloadOrder, RunExportId } from '../contract/exports';
import type { EngineChoice, Settings } from '../contract/hyperparameters';
import type { Trainer } from '../contract/trainer';
import type { MadePicture } from '../contract/made-picture';
import type { PackPlan, Packing } from '../contract/packing';
import type { StampImage } from '../contract/signature';
import type { OwnFile } from '../contract/transfers';
import type { StudioStorage } from '../storage/studio-storage';
import type { DiskView } from './view-types';

/** A file ready to be handed to the person. */
export interface Download {
  readonly name: string;
  readonly blob: Blob;
}

/** How far a file is. Counts pictures or bytes; `total` is 0 while it is unknown. */
export type Progress = (done: number, total: number) => void;

/** Makes a file of the registry, by the lowerings of export/; implemented by app/. Rejects with
 *  StudioError `cancelled` where it is cancelled. Progress counts pictures or blocks of rows. */
export type Exporter = (
  order: DownloadOrder,
  progress: Progress,
  signal: AbortSignal,
) => Promise<Download>;

/** Small things remembered between visits (settings, the chosen set); losing them is harmless. */
export interface Preferences {
  /** What was written last under the key, or undefined; not to be trusted. */
  read(key: string): unknown;
  write(key: string, value: unknown): void;
}

/** What only one tab of the browser may do at a time: train a run, prepare pictures. */
export interface Claims {
  /** Holds the name until the returned function is called or the tab goes away. */
  hold(name: string): () => void;
  /** Holds the name if no tab does, after a moment's patience with one that is being reloaded.
   *  @returns what lets go of it, or null where another tab holds it. */
  take(name: string): Promise<(() => void) | null>;
  /** Calls `then` once when no tab holds the name any more; none takes it until `then` is done.
   *  @returns a function that ends waiting. */
  whenFree(name: string, then: () => void | Promise<void>): () => void;
  /** Whether no tab holds it; waits a moment for one that is just being reloaded. */
  free(name: string): Promise<boolean>;
}

/** Tells the other tabs of this browser what a run trained here does, and hears theirs. */
export interface Relay {
  post(event: RunEvent): void;
  /** @returns a function that ends the subscription. */
  subscribe(listener: (event: RunEvent) => void): () => void;
}

/** The space the browser gives. */
export interface Disk {
  /** Asks the browser to keep what is stored. @returns whether it promised. */
  persist(): Promise<boolean>;
  /** Null where the browser does not tell. */
  usage(): Promise<DiskView | null>;
}

/** Project and generator files, out and in; the work is done in a worker of its own. */
export interface Projects {
  /** @param progress told bytes done and in all. */
  exportRun(
    runId: string,
    withPictures: boolean,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<Download>;
  /** Brings in a project or a generator ZIP; nothing is left behind where it fails.
   *  @returns the ids of what is stored now. */
  importFile(
    file: OwnFile,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<{ readonly runId: string; readonly datasetId: string | null }>;
}

/** Bytes that saving will take at most; see the ports. */
export type EstimateSaving = (
  settings: Settings,
  pictures: number | null,
) => { readonly run: number; readonly checkpoint: number } | null;

/** Reads what was dropped or chosen. */
export interface DropReader {
  /** What a drop holds. To be called within the drop event. */
  readDrop(transfer: DataTransfer): Dropped;
  /** Files of an `<input type=file>`, with their relative paths where it was a folder. */
  listFiles(files: Iterable<File> | ArrayLike<File>): SourceFile[];
}

/** Pictures of a stored set that show the same. Rejects with StudioError `cancelled` where it is
 *  cancelled. */
export type FindLookAlikes = (datasetId: string, signal: AbortSignal) => Promise<LookAlikeGroups>;

/** What made the picture of a file, and the address of its place in the room Explore; null where the
 *  file does not say. */
export type WhatMade = (
  file: File,
) => Promise<{ readonly made: MadePicture; readonly hash: string } | null>;

/** Pictures that are packed while they are painted. */
export interface PackPorts {
  /** @param to what `askForFile` gave. */
  begin(plan: PackPlan, to: FileSystemFileHandle | null): Packing;
  /** Asks where to save it, within the press that wants it. `to` is null where the browser cannot
   *  write to a file; 'cancelled' where the person wants none. */
  askForFile(
    plan: PackPlan,
  ): Promise<{ readonly name: string; readonly to: FileSystemFileHandle | 'cancelled' | null }>;
}

/** Reads an image file to sign with. Rejects with StudioError `stamp-not-image`, `stamp-unreadable`,
 *  `stamp-too-large`, `stamp-empty` or `pixels-kept-back`. */
export type ReadStamp = (file: File) => Promise<StampImage>;

/** Files out and in. */
export interface Files {
  readonly exporter: Exporter;
  /** Asks where to save a file of a run, within the press that wants it; as `PackPorts` do. */
  readonly askToSave: (
    id: RunExportId,
    run: RunRecord,
  ) => Promise<FileSystemFileHandle | 'cancelled' | null>;
  readonly projects: Projects;
  /** Hands a file to the person. */
  save(download: Download): void;
  /** Offers a file to other apps of the device. @returns whether they took it or the person wanted none;
   *  false where there are none that take such files. */
  share(download: Download): Promise<boolean>;
  readonly whatMade: WhatMade;
  readonly packing: PackPorts;
  readonly readStamp: ReadStamp;
}

/** The other tabs of this browser. */
export interface Tabs {
  readonly claims: Claims;
  readonly relay: Relay;
}

/** The page as the browser holds it. */
export interface Page {
  /** The URL hash when it was opened; it may hold settings. */
  readonly initialHash: string;
  /** The full address with this hash (`#...`). */
  linkTo(hash: string): string;
  /** Goes to this hash (`#...`), as a link does. */
  follow(hash: string): void;
  /** Calls `listener` whenever the page is being hidden, frozen or closed. @returns unsubscribe. */
  onHidden(listener: () => void): () => void;
  /** What the browser lacks or refuses. */
  readonly missing: readonly Feature[];
  readonly preferences: Preferences;
}

/** What there is, and what training and saving take of it. */
export interface Resources {
  readonly disk: Disk;
  /** Bytes that saving a run with these settings on so many pictures will take at most, its two
   *  checkpoints included, and one checkpoint of it. Null where the settings do not make networks. */
  readonly estimateSaving: EstimateSaving;
  /** What training will hold at once. */
  readonly memoryOn: MemoryOn;
  /** Fetches what `memoryOn` needs to know of an engine; until then it takes the most that any engine
   *  takes. Null where all is at hand. Rejects with StudioError `part-missing`. */
  readonly readyToEstimate: (engine: EngineId) => Promise<unknown> | null;
}

/** What differs from one time to the next. */
export interface Now {
  /** Milliseconds since the Unix epoch. */
  readonly time: () => number;
  readonly newId: () => string;
}

/** What the controller stands on; app/ composes it, tests hand in fakes. */
export interface Ports {
  readonly trainer: Trainer;
  readonly intake: Intake & DropReader;
  readonly storage: StudioStorage;
  readonly lookAlikes: FindLookAlikes;
  readonly explorer: Explorer;
  readonly films: Films;
  readonly prints: Prints;
  readonly files: Files;
  readonly tabs: Tabs;
  readonly page: Page;
  readonly resources: Resources;
  readonly now: Now;
}

/** Of these, what the room Explore stands on; its state is a store of its own, which comes with it. */
export interface ExploringPorts extends Pick<
  Ports,
  'explorer' | 'films' | 'prints' | 'storage' | 'files' | 'now'
> {
  readonly preferences: Preferences;
  /** What computes best here, as far as it is known. */
  readonly engine: () => EngineChoice;
  /** Says a failure, unless it is a cancellation the person asked for. */
  readonly report: (cause: unknown) => void;
}
