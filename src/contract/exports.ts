import type { StudioErrorData } from './errors';
import type { GeneratedPicture } from './events';
import type { MadePicture } from './made-picture';
import type { MeasureRecord } from './measures';
import type { NetSpec } from './net-spec';
import type { PictureSize } from './picture-shape';
import type { Signature } from './signature';
import {
  GENERATOR_GROUPS,
  type CheckpointRecord,
  type FavouriteRecord,
  type GeneratorGroup,
  type GeneratorRecord,
  type MetricBlockRecord,
  type RunRecord,
  type SampleRecord,
  type WeightTensor,
} from './records';

/** A picture on its way into a file. */
export interface TakenPicture extends GeneratedPicture {
  /** Null where it is not known. */
  readonly made: MadePicture | null;
}

/** The two nets of a run. */
export const NET_IDS = ['generator', 'discriminator'] as const;
export type NetId = (typeof NET_IDS)[number];

/** What a file is to hold that holds one net. */
export interface NetChoice {
  readonly net: NetId;
  /** Of the generator; the discriminator has but one kind. */
  readonly weights: GeneratorGroup;
}

/** A discriminator at a step, its weights in the order of `weightSpecs`. */
export interface KeptNet {
  readonly spec: NetSpec;
  readonly weights: readonly WeightTensor[];
}

/** What files are made from. */
export interface ExportSources {
  readonly generator: { readonly run: RunRecord; readonly generator: GeneratorRecord };
  /** A kept generator, and the newest checkpoint, which may be of another step. */
  readonly weights: {
    readonly run: RunRecord;
    readonly generator: GeneratorRecord;
    readonly checkpoint: CheckpointRecord | null;
  };
  /** A kept generator, and the discriminator of the same step; null where that is not kept, or where
   *  neither the format nor the choice has a use for it. */
  readonly network: NetChoice & {
    readonly run: RunRecord;
    readonly generator: GeneratorRecord;
    readonly discriminator: KeptNet | null;
  };
  readonly samples: { readonly run: RunRecord; readonly samples: readonly SampleRecord[] };
  readonly curves: {
    readonly run: RunRecord;
    readonly blocks: readonly MetricBlockRecord[];
    readonly measures: readonly MeasureRecord[];
  };
  readonly page: {
    readonly run: RunRecord;
    /** Some of the run's, ascending. */
    readonly samples: readonly SampleRecord[];
    readonly blocks: readonly MetricBlockRecord[];
    readonly measures: readonly MeasureRecord[];
    readonly favourites: readonly FavouriteRecord[];
    /** Those that painted the favourites, as far as they are kept. */
    readonly generators: readonly GeneratorRecord[];
  };
  /** A run with all that trains it on another machine, which the worker reads from where it is stored. */
  readonly server: { readonly run: RunRecord };
  /** New pictures; rgba is uint8 [height, width, 4]. */
  readonly painted: {
    readonly title: string;
    readonly shape: PictureSize;
    readonly pictures: readonly TakenPicture[];
  };
}

/**
 * What a format of other tools holds: `all`: every net and all weights it can, whatever is chosen;
 * `chosen`: the chosen net, with the chosen weights; `generator`: that alone, with the chosen weights.
 */
export type Holds = 'all' | 'chosen' | 'generator';

interface ExportRow {
  readonly from: keyof ExportSources;
  /** Where it is one of the formats that other tools open, which stand in the menu "Download as" in the
   *  order of these rows. */
  readonly holds?: Holds;
  /** Shows pictures, which are signed where the artist signs. */
  readonly signed?: true;
  /** Offered to other apps of the device, where these take it; else it is downloaded. */
  readonly shared?: true;
}

/**
 * The registry of files to take away: a row for each format. Menus, actions and the worker go by it;
 * its texts are `exports` in the catalogue, and what makes it is in `export/lowerings.ts`.
 */
export const EXPORTS = {
  generator: { from: 'generator', holds: 'all' },
  weights: { from: 'weights' },
  pytorch: { from: 'network', holds: 'all' },
  onnx: { from: 'network', holds: 'chosen' },
  kerasH5: { from: 'network', holds: 'chosen' },
  keras: { from: 'network', holds: 'chosen' },
  artwork: { from: 'network', holds: 'generator', signed: true },
  samples: { from: 'samples', signed: true },
  curves: { from: 'curves' },
  page: { from: 'page', signed: true, shared: true },
  server: { from: 'server' },
  picture: { from: 'painted', signed: true },
  pictures: { from: 'painted', signed: true },
} as const satisfies Record<string, ExportRow>;

export type ExportId = keyof typeof EXPORTS;

/** The row of a file. */
export const exportRow = (id: ExportId): ExportRow => EXPORTS[id];
export type SourceOf<Id extends ExportId> = ExportSources[(typeof EXPORTS)[Id]['from']];

/** A file of a generator's ZIP, of those of its groups: `averaged-model.json`; of the first as it is. */
export function generatorPart(group: GeneratorGroup, name: string): string {
  const [first]: readonly string[] = GENERATOR_GROUPS;
  return group === first ? name : `${String(group)}-${name}`;
}

/** Made from what is stored of a run. */
export type RunExportId = {
  [Id in ExportId]: (typeof EXPORTS)[Id]['from'] extends 'painted' ? never : Id;
}[ExportId];

/** What other tools open, in the order of the menu. */
export type FormatId = {
  [Id in ExportId]: (typeof EXPORTS)[Id] extends { readonly holds: Holds } ? Id : never;
}[ExportId];
export const FORMATS = (Object.keys(EXPORTS) as ExportId[]).filter(
  (id): id is FormatId => 'holds' in EXPORTS[id],
);

/** Has a button of its own, beside the menu. */
export type ButtonExportId = {
  [Id in RunExportId]: (typeof EXPORTS)[Id]['from'] extends 'network' ? never : Id;
}[RunExportId];

export type ButtonSource = (typeof EXPORTS)[ButtonExportId]['from'];

/** Rows made from one kind of source, in the order of the registry. */
export const exportsFrom = (...sources: readonly ButtonSource[]): ButtonExportId[] =>
  (Object.keys(EXPORTS) as ExportId[]).filter((id): id is ButtonExportId =>
    sources.some((from) => from === EXPORTS[id].from),
  );

/** The one order that a worker is given; `made` or `failed` ends it. */
export type DownloadOrder = {
  [Id in ExportId]: {
    readonly type: Id;
    readonly source: SourceOf<Id>;
    /** What pictures of it are signed with; nothing where it is missing. */
    readonly signature?: Signature | null;
    /** Where it is written; without it, it is made as a Blob. */
    readonly to?: FileSystemFileHandle | null;
  };
}[ExportId];

export type DownloadEvent =
  /** Parts (pictures, blocks of rows) done, and in all. */
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  /** Where it was written to a file, that file. */
  | { readonly type: 'made'; readonly blob: Blob }
  | { readonly type: 'failed'; readonly error: StudioErrorData };
