import { countOf } from '../count-of';
import type { LostWorker, ProgramPart, StudioErrors } from '../../../contract/errors/studio';
import type { ErrorTexts } from '../../errors';

const PARTS: Readonly<Record<ProgramPart, string>> = {
  'compiled-engine': 'The compiled engine',
  tfjs: 'TensorFlow.js',
  wasm: 'WASM',
  webgl: 'WebGL',
  webgpu: 'WebGPU',
  cpu: 'CPU',
  decoder: 'The decoder of this kind of picture',
  'training-worker': 'The worker that trains',
  'file-worker': 'The worker for this file',
  'picture-worker': 'The worker that reads pictures',
  'set-worker': 'The worker that stores pictures',
  'explore-worker': 'The worker that explores',
  'picture-record': 'What reads where a picture is from',
  'stamp-reader': 'What reads an image to sign with',
  'film-writer': 'What writes films',
  'explore-room': 'The room Explore',
  language: 'A language',
  'jpeg-decoder': 'What reads JPEG',
  'png-decoder': 'What reads PNG',
  'webp-decoder': 'What reads WebP',
  'avif-decoder': 'What reads AVIF',
  'train-room': 'The room Train',
  'runs-room': 'The room Runs',
  'skipped-files': 'The list of skipped files',
  'look-alikes': 'The list of pictures that look alike',
  'focus-point': 'The view for moving the focus point',
  shortcuts: 'The list of shortcuts',
  'my-work': 'What happens to your work',
  'close-up': 'The close-up',
  charts: 'What draws the curves',
  'run-settings': 'The list of settings',
  findings: 'The list of findings',
  quality: 'The region Quality',
  'new-pictures': 'The panel for new pictures',
  'server-dialog': 'The panel for going on elsewhere',
};

const NO_REASON = 'the browser gave no reason.';

/** A browser that ends a worker for want of memory gives no reason, or says so. */
function afterLoss(memory: boolean, heldRun: boolean): string {
  const first = memory
    ? 'Where memory is short, close other tabs and programs that take much of it.'
    : 'Reload the page.';
  return heldRun
    ? `${first} Then go on with the run from where it was saved; nothing kept before is lost.`
    : `${first} Then start again; if it stops again, try a smaller batch or another engine.`;
}

const tryAgain = (memory: boolean): string =>
  memory
    ? 'Try again; where memory is short, close other tabs first.'
    : 'Try again; nothing that is stored is lost.';

const ended = (what: string, { said }: LostWorker): string => `${what}: ${said || NO_REASON}`;

export const studio: ErrorTexts<StudioErrors> = {
  text: ({ text, hint }) => ({ message: text, hint }),
  cancelled: { message: 'Cancelled.' },
  'part-missing': ({ part }) => ({
    message: `${PARTS[part]} could not be fetched: the studio's server does not answer.`,
    hint: 'Check the connection; where you started the studio yourself, start it again. Then try again: nothing is lost.',
  }),
  'training-worker-stopped': (lost) => ({
    message: ended('The training worker stopped', lost),
    hint: afterLoss(lost.memory, lost.heldRun),
  }),
  'training-worker-not-started': (lost) => ({
    message: ended('The training worker could not be started', lost),
    hint: afterLoss(lost.memory, lost.heldRun),
  }),
  'training-worker-silent': ({ heldRun }) => ({
    message: 'The training worker gave no sign of life any more.',
    hint: afterLoss(true, heldRun),
  }),
  'training-worker-unreadable': ({ heldRun }) => ({
    message: 'A message from the training worker could not be read.',
    hint: afterLoss(false, heldRun),
  }),
  'picture-worker-lost': {
    message: 'A decode worker ended without an answer.',
    hint: 'Its pictures are tried once more.',
  },
  'measure-worker-lost': {
    message: 'The worker that measures ended, or could not start.',
    hint: tryAgain(true),
  },
  'set-worker-stopped': {
    message: 'The worker that stores the pictures ended.',
    hint: tryAgain(true),
  },
  'directions-not-found': {
    message:
      'No directions were found: this generator does not begin with a layer that takes the latent as a whole.',
    hint: 'Generators of the studio do; one of another make can be explored by its seeds.',
  },
  'directions-file-wrong': ({ size }) => ({
    message: `This file holds no directions for latents of ${countOf(size, 'number')}.`,
    hint: 'Choose a file that was downloaded here, from a run with as large a latent.',
  }),
  'explore-worker-stopped': (lost) => ({
    message: ended('The worker that explores stopped', lost),
    hint: tryAgain(lost.memory),
  }),
  'file-worker-stopped': (lost) => ({
    message: ended('The worker that carries the file stopped', lost),
    hint: tryAgain(lost.memory),
  }),
  'file-worker-unreadable': {
    message: 'The worker that carries the file stopped: its answer could not be read.',
    hint: tryAgain(false),
  },
  'file-worker-misunderstood': ({ answer }) => ({
    message: `The worker answered "${answer}".`,
    hint: 'Try again.',
  }),
};
