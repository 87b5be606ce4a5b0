import type { StudioErrorData } from './errors';
import type { GeneratedPicture } from './events';
import type { MadePicture } from './made-picture';
import type { MeasureRecord } from './measures';
import type { PictureSize } from './picture-shape';
import type { Signature } from './signature';
import {
  GENERATOR_GROUPS,
  type CheckpointRecord,
  type GeneratorGroup,
  type GeneratorRecord,
  type MetricBlockRecord,
  type RunRecord,
  type SampleRecord,
} from './records';

/** A picture on its way into a file. */
export interface TakenPicture extends GeneratedPicture {
  /** Null where it is not known. */
  readonly made: MadePicture | null;
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
  readonly samples: { readonly run: RunRecord; readonly samples: readonly SampleRecord[] };
  readonly curves: {
    readonly run: RunRecord;
    readonly blocks: readonly MetricBlockRecord[];
    readonly measures: readonly MeasureRecord[];
  };
  /** New pictures; rgba is uint8 [height, width, 4]. */
  readonly painted: {
    readonly title: string;
    readonly shape: PictureSize;
    readonly pictures: readonly TakenPicture[];
  };
}

/**
 * The registry of files to take away: a row for each format. Menus, actions and the worker go by it;
 * its texts are `exports` in the catalogue, and what makes it is in `export/lowerings.ts`.
 */
export const EXPORTS = {
  generator: { from: 'generator' },
  weights: { from: 'weights' },
  samples: { from: 'samples' },
  curves: { from: 'curves' },
  picture: { from: 'painted' },
  pictures: { from: 'painted' },
} as const satisfies Record<string, { readonly from: keyof ExportSources }>;

export type ExportId = keyof typeof EXPORTS;
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

/** Rows made from one kind of source, in the order of the registry. */
export const exportsFrom = (...sources: readonly (keyof ExportSources)[]): RunExportId[] =>
  (Object.keys(EXPORTS) as ExportId[]).filter(
    (id): id is RunExportId => id in EXPORTS && sources.includes(EXPORTS[id].from),
  );

/** The one order that a worker is given; `made` or `failed` ends it. */
export type DownloadOrder = {
  [Id in ExportId]: {
    readonly type: Id;
    readonly source: SourceOf<Id>;
    /** What pictures of it are signed with; nothing where it is missing. */
    readonly signature?: Signature | null;
  };
}[ExportId];

export type DownloadEvent =
  /** Parts (pictures, blocks of rows) done, and in all. */
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'made'; readonly blob: Blob }
  | { readonly type: 'failed'; readonly error: StudioErrorData };
