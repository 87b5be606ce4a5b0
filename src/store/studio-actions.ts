import type { KeptGenerator } from '../contract/commands';
import type { MemoryOn } from '../contract/memory';
import type { NetChoice, NetId, RunExportId } from '../contract/exports';
import type { EngineChoice, SettingKey, Settings } from '../contract/hyperparameters';
import type { Place } from '../contract/focus';
import type { IntakeOptions } from '../contract/intake';
import type { LearningRates } from '../contract/records';
import type { EstimateSaving, ExploringPorts } from './ports';
import type { RoomId, WholePicture } from './view-types';

export interface GoOnOptions {
  /** Its best checkpoint instead of its newest: what came after that goes. */
  readonly from?: 'best';
  readonly learningRates?: LearningRates;
  /** New total of epochs. */
  readonly epochs?: number;
}

/** What the person can ask for. */
export interface StudioActions {
  goTo(room: RoomId): void;
  /** What exploring stands on. */
  exploring(): ExploringPorts;
  /** What training would hold at once; see the ports. */
  readonly memoryOn: MemoryOn;
  /** What saving a run would take in this browser; see the ports. */
  readonly estimateSaving: EstimateSaving;

  /** Takes what was dropped and shows its room; says so where it is nothing that can be taken. To be
   *  called within the drop event. */
  drop(transfer: DataTransfer): Promise<void>;
  choose(files: Iterable<File> | ArrayLike<File>): Promise<void>;
  trySamples(): Promise<void>;
  cancelIntake(): void;
  /** Size, crop, colour...; prepares again from the originals where they are at hand. */
  setIntakeOptions(change: Partial<IntakeOptions>): Promise<void>;
  selectDataset(id: string): void;
  renameDataset(id: string, name: string): Promise<void>;
  deleteDataset(id: string): Promise<void>;
  setExcluded(id: string, pictures: readonly number[], excluded: boolean): Promise<void>;
  /** Looks for pictures of a set that show the same, where that was not done on this visit. */
  findLookAlikes(id: string): void;
  setFolderTicked(id: string, folder: number, ticked: boolean): Promise<void>;
  /** uint8 [height, width, channels] of one picture of a set, through a bounded cache. */
  picture(id: string, index: number): Promise<Uint8Array>;
  /** Path of that picture's original; empty where it is not stored. */
  picturePath(id: string, index: number): Promise<string>;

  /** The whole picture that a picture of a set was cropped from, to move the crop's point on. Rejects
   *  with StudioError `originals-not-at-hand`, `original-gone`, `original-within`. */
  wholePicture(id: string, index: number): Promise<WholePicture>;
  /** Takes the crop of that picture's file around another place [PIC26]; says so where it fails.
   *  @returns the id of the set that has it now: a copy where runs need the set as it is. */
  moveFocus(id: string, index: number, place: Place): Promise<string>;

  setSetting<K extends SettingKey>(key: K, value: Settings[K]): void;
  setEngine(choice: EngineChoice): void;
  useSettings(settings: Settings): void;
  settingsLink(): string;

  /** Times steps of the present settings, where that can be done and they are not known. */
  timeSteps(): void;
  endTiming(): void;

  /** Starts a run on the current set with the current settings; no-op while issues stand. */
  train(): Promise<void>;
  pause(): void;
  resume(): void;
  stop(): void;
  sampleNow(): void;
  /** Measures the run that trains, between two steps [MEAS8]. */
  measureNow(): void;
  setLearningRates(generator: number, discriminator: number): void;

  /** Goes on with a run that is not being trained, from its newest checkpoint. */
  goOn(id: string, options?: GoOnOptions): Promise<void>;

  /** Takes a run back to its best checkpoint and goes on from there with these rates [FIND5]. One that
   *  this tab trains is stopped first. Where it does not come to that, it is said. */
  goBack(id: string, learningRates: LearningRates): Promise<void>;

  openRun(id: string): Promise<void>;
  /** Closes the open run: the Train room shows the settings of a new one. */
  newRun(): void;
  renameRun(id: string, name: string): Promise<void>;
  deleteRun(id: string): Promise<void>;
  /** Takes back the deletion that a notice tells of; the last one where none is named. */
  undoDelete(notice?: number): void;

  /** The run as one `.atelier` file, with or without the pictures it learns from. */
  exportProject(runId: string, withPictures: boolean): Promise<void>;
  /** Projects and generator ZIPs, one after another; opens what came where it is one. */
  importFiles(files: Iterable<File> | ArrayLike<File>): Promise<void>;
  /** Ends what is on its way, with all that waits for its turn. */
  cancelTransfer(): void;
  /** Ends work that is under way; nothing of it stays. */
  cancelWork(id: number): void;

  /** A file of the registry from what is stored of a run. @param epoch which generator. @param choice what
   *  a format holds that holds one net: the generator with its first weights where it is missing. */
  download(id: RunExportId, runId: string, epoch: number, choice?: NetChoice): Promise<void>;
  /** Nets of an epoch that formats of other tools can hold. */
  netsToTake(runId: string, epoch: number): Promise<readonly NetId[]>;
  /** The run as what goes on with it on another machine [SERVER1]. */
  takeToServer(runId: string): Promise<void>;
  /** Makes a kept generator ready to paint, so that the first pictures come at once. */
  openPainter(generator: KeptGenerator): void;
  /** New pictures; `newPictures` tells how far they are. The latest request wins. */
  paint(generator: KeptGenerator, count: number, seed: number): void;
  closePainter(): void;
  downloadNewPicture(index: number): Promise<void>;
  downloadNewPictures(): Promise<void>;

  dismissNotice(id: number): void;
}
