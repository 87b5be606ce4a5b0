import type { DecodeSource } from '../../contract/decode';
import { StudioError } from '../../contract/errors';
import { DEFAULT_INTAKE } from '../../contract/intake';
import type { FromDecoder } from '../../intake/shared/messages';
import { DecodeSession } from '../../intake/worker/decode-session';
import type { Verdict } from './verdict';

const EDGE = 16;

/**
 * Gives a file to the session that prepares pictures, and what it holds after it, as the page does.
 * @param alive told whenever pictures came.
 * @throws Error where a picture is not of the size it should be, or the session fails.
 */
export async function tryPictures(file: Blob, alive: () => void): Promise<Verdict> {
  let ready = 0;
  let jobs = 0;
  const queue: DecodeSource[] = [{ kind: 'file', path: 'file', blob: file }];
  const session: DecodeSession = new DecodeSession((message) => answer(message));
  let settle: (error: Error | null) => void = () => undefined;

  const answer = (message: FromDecoder): void => {
    switch (message.type) {
      case 'wantPermit':
        return session.receive({ type: 'permit', request: message.request });
      case 'draw':
        return session.receive({ type: 'drawn', request: message.request, bitmap: null });
      case 'bundle': {
        alive();
        const { outcomes, pixels } = message.bundle;
        const pictures = outcomes.filter(({ kind }) => kind === 'ready').length;
        if (pixels.length !== pictures * EDGE * EDGE * 3)
          settle(new Error('A picture is cut short.'));
        ready += pictures;
        for (const outcome of outcomes) {
          if (outcome.kind === 'skipped' && !outcome.reason)
            settle(new Error('No reason is given.'));
          if (outcome.kind !== 'archive') continue;
          for (const { path, entry } of outcome.entries.slice(0, 20)) {
            queue.push({ kind: 'entry', path, archive: file, archivePath: 'file', entry });
          }
        }
        return session.receive({ type: 'more', id: message.id });
      }
      case 'failed':
        return settle(StudioError.from(message.error));
      case 'done':
        return settle(null);
      case 'awake':
      case 'found':
      case 'returnPermit':
      case 'watch':
      case 'unwatch':
        return;
      default:
        message satisfies never;
    }
  };

  session.receive({ type: 'configure', options: { ...DEFAULT_INTAKE, imageSize: EDGE } });
  while (queue.length > 0) {
    const sources = queue.splice(0);
    await new Promise<void>((resolve, reject) => {
      settle = (error) => (error ? reject(error) : resolve());
      session.receive({ type: 'job', id: ++jobs, job: { type: 'prepare', sources } });
    });
  }
  return ready > 0 ? 'loaded' : 'refused';
}
