import type { Settings } from '../contract/hyperparameters';
import { fittedBatch } from '../nets/least-batch';
import type { Context } from './context';
import { learntCount } from './sets';

const MEMO = 'wanted-batch';

/** The batch to go back to once a set can fill it; null where the one at hand is the one asked for. */
export function wantBatch(context: Context, batch: number | null): void {
  context.session.wantedBatch = batch;
  context.ports.page.preferences.write(MEMO, batch);
}

/** What was wanted at the last visit. */
export function rememberBatch(context: Context): void {
  const batch = context.ports.page.preferences.read(MEMO);
  context.session.wantedBatch = typeof batch === 'number' ? batch : null;
}

/**
 * Lowers the batch to what the set on the picture grid can fill, so that a small set trains without a look
 * at the settings, and raises it again for a larger one. A batch that the person typed is left
 * alone: there, the field says what is wrong.
 */
export function fitBatch(context: Context, apply: (settings: Settings) => void): void {
  const set = context.dataset;
  if (!set) return;
  const { settings } = context.state;
  const wanted = context.session.wantedBatch ?? settings.batchSize;
  const pictures = learntCount(set, settings);
  const batchSize = fittedBatch(wanted, pictures);
  wantBatch(context, batchSize < wanted ? wanted : null);
  if (batchSize === settings.batchSize) return;
  apply({ ...settings, batchSize });
  if (batchSize < wanted) {
    context.notify({ code: 'batch-lowered', params: { batchSize, set: set.name, pictures } });
  }
}
