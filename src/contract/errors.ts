import { ENGINE_KINDS, type EngineErrors } from './errors/engine';
import { FILE_KINDS, type FileErrors } from './errors/files';
import { FILM_ERROR_KINDS, type FilmErrors } from './errors/films';
import { PICTURE_KINDS, type PictureErrors } from './errors/pictures';
import { PRINT_ERROR_KINDS, type PrintErrors } from './errors/prints';
import { RECORD_KINDS, type RecordErrors } from './errors/records';
import { RUN_KINDS, type RunErrors } from './errors/runs';
import { SETTINGS_KINDS, type SettingsErrors } from './errors/settings';
import { SIGNATURE_ERROR_KINDS, type SignatureErrors } from './errors/signature';
import { STORAGE_KINDS, type StorageErrors } from './errors/storage';
import { STUDIO_KINDS, type StudioErrors } from './errors/studio';

/** Kinds of failure, as far as the program itself goes on differently after them. */
export const ERROR_KINDS = [
  'settings-invalid',
  'engine-unavailable',
  'engine-failed',
  'device-lost',
  'numbers-bad',
  'set-missing',
  'set-empty',
  'run-missing',
  'model-missing',
  'picture-unreadable',
  'archive-unreadable',
  'storage-unavailable',
  'storage-full',
  'worker-lost',
  /** A part of the studio's own program that its server did not give. */
  'part-missing',
  /** Another tab of this browser trains or prepares it. */
  'busy-elsewhere',
  /** A project or generator file that is damaged, of another kind, or hostile. */
  'file-unreadable',
  /** Written by a newer studio than this one. */
  'file-newer',
  'cancelled',
  'unexpected',
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** Every failure that the studio can report, and what there is to tell of it. The sentences for
 *  people are in words/. */
export interface ErrorParams
  extends
    EngineErrors,
    FileErrors,
    FilmErrors,
    PictureErrors,
    PrintErrors,
    RecordErrors,
    RunErrors,
    SettingsErrors,
    SignatureErrors,
    StorageErrors,
    StudioErrors {}
export type ErrorCode = keyof ErrorParams;

/** The kind of each; null where its parameters say it: `kind`, or that of the `error` within. */
const KIND_OF: Readonly<Record<ErrorCode, ErrorKind | null>> = {
  ...ENGINE_KINDS,
  ...FILE_KINDS,
  ...FILM_ERROR_KINDS,
  ...PICTURE_KINDS,
  ...PRINT_ERROR_KINDS,
  ...RECORD_KINDS,
  ...RUN_KINDS,
  ...SETTINGS_KINDS,
  ...SIGNATURE_ERROR_KINDS,
  ...STORAGE_KINDS,
  ...STUDIO_KINDS,
};

/** A failure as plain data: it survives `postMessage`, IndexedDB and JSON whole. */
export type StudioErrorData = {
  readonly [C in ErrorCode]: { readonly code: C; readonly params: ErrorParams[C] };
}[ErrorCode];

type ErrorArguments = {
  readonly [C in ErrorCode]: keyof ErrorParams[C] extends never
    ? [code: C, params?: ErrorParams[C], options?: ErrorOptions]
    : [code: C, params: ErrorParams[C], options?: ErrorOptions];
}[ErrorCode];

/** The one error class that crosses rooms and threads: which failure, and what it speaks of. */
export class StudioError extends Error {
  override readonly name = 'StudioError';
  readonly code: ErrorCode;
  readonly params: StudioErrorData['params'];
  readonly kind: ErrorKind;

  constructor(...[code, params = {}, options]: ErrorArguments) {
    // For logs: people read what words/ makes of it.
    super(`${code} ${JSON.stringify(params)}`, options);
    this.code = code;
    this.params = params;
    this.kind = kindOf(this.toData());
  }

  toData(): StudioErrorData {
    return { code: this.code, params: this.params } as StudioErrorData;
  }

  static of(data: StudioErrorData, options?: ErrorOptions): StudioError {
    return new StudioError(...([data.code, data.params, options] as ErrorArguments));
  }

  /** Any thrown value as a StudioError; what the studio did not throw itself is told in its own
   *  words, as one of `kind`. */
  static from(value: unknown, kind: ErrorKind = 'unexpected'): StudioError {
    if (value instanceof StudioError) return value;
    if (isErrorData(value)) return StudioError.of(value);
    const text = value instanceof Error ? value.message : String(value);
    return new StudioError('text', { kind, text, hint: '' }, { cause: value });
  }
}

export function kindOf({ code, params }: StudioErrorData): ErrorKind {
  const kind = KIND_OF[code];
  if (kind) return kind;
  // What was stored, or came in a file, may hold anything.
  if ('kind' in params) return ERROR_KINDS.find((one) => one === params.kind) ?? 'unexpected';
  return 'error' in params && isErrorData(params.error) ? kindOf(params.error) : 'unexpected';
}

export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(KIND_OF, value);

function isErrorData(value: unknown): value is StudioErrorData {
  if (typeof value !== 'object' || value === null) return false;
  const { code, params } = value as Record<string, unknown>;
  return isErrorCode(code) && typeof params === 'object' && params !== null;
}
