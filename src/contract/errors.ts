/** Every kind of failure the studio can report. */
export type ErrorCode =
  | 'settings-invalid'
  | 'engine-unavailable'
  | 'engine-failed'
  | 'device-lost'
  | 'numbers-bad'
  | 'set-missing'
  | 'set-empty'
  | 'run-missing'
  | 'model-missing'
  | 'picture-unreadable'
  | 'archive-unreadable'
  | 'storage-unavailable'
  | 'storage-full'
  | 'worker-lost'
  /** A part of the studio's own program that its server did not give. */
  | 'part-missing'
  /** Another tab of this browser trains or prepares it. */
  | 'busy-elsewhere'
  /** A project or generator file that is damaged, of another kind, or hostile. */
  | 'file-unreadable'
  /** Written by a newer studio than this one. */
  | 'file-newer'
  | 'cancelled'
  | 'unexpected';

/** A failure as plain data: it survives `postMessage` and IndexedDB whole. */
export interface StudioErrorData {
  readonly code: ErrorCode;
  /** What happened, and what was found and expected where that applies. One plain sentence. */
  readonly message: string;
  /** What to do next. One plain sentence; empty where there is nothing to do. */
  readonly hint: string;
}

/** The one error class that crosses rooms and threads. */
export class StudioError extends Error implements StudioErrorData {
  override readonly name = 'StudioError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly hint = '',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  toData(): StudioErrorData {
    return { code: this.code, message: this.message, hint: this.hint };
  }

  /** Any thrown value as a StudioError; one that is none already becomes `fallback`. */
  static from(value: unknown, fallback: ErrorCode = 'unexpected'): StudioError {
    if (value instanceof StudioError) return value;
    if (isStudioErrorData(value)) return new StudioError(value.code, value.message, value.hint);
    const message = value instanceof Error ? value.message : String(value);
    return new StudioError(fallback, message, '', { cause: value });
  }
}

function isStudioErrorData(value: unknown): value is StudioErrorData {
  if (typeof value !== 'object' || value === null) return false;
  const data = value as Record<string, unknown>;
  return (
    typeof data['code'] === 'string' &&
    typeof data['message'] === 'string' &&
    typeof data['hint'] === 'string'
  );
}
