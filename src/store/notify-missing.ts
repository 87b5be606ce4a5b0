import { FEATURES, worthTelling } from '../contract/features';
import type { Context } from './context';

const MEMO = 'told';

/** Says what the browser lacks, as far as the person should know of it beforehand: once in a
 *  browser, where that can be remembered. Over plain http one sentence stands for all. */
export function notifyMissing(context: Context): void {
  const { missing, preferences } = context.ports.page;
  const known: unknown = preferences.read(MEMO);
  const notified = new Set<unknown>(Array.isArray(known) ? known : []);
  const now = worthTelling(missing).filter(
    (feature) => FEATURES[feature] === 'notice' && !notified.has(feature),
  );
  if (now.length === 0) return;
  for (const feature of now) {
    context.notify({ code: 'missing-feature', params: { feature } });
  }
  preferences.write(MEMO, [...notified, ...now]);
}
