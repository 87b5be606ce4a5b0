import type { MadePicture } from '../../contract/made-picture';
import type { RunRecord } from '../../contract/records';
import { settingsToHash } from '../../contract/settings';
import type { Origin } from '../../explore/origin';
import { originText } from '../../explore/origin-text';
import type { ExploreState } from './model';

/** What made a picture of the room; null where its run is not stored any more. */
export function madeIn(
  { generator, truncation }: Pick<ExploreState, 'generator' | 'truncation'>,
  run: RunRecord | undefined,
  origin: Origin,
): MadePicture | null {
  if (!generator || run?.id !== generator.runId) return null;
  const { epoch, weights } = generator;
  const settings = settingsToHash(run.settings);
  const { id, name } = run;
  return { run: { id, name }, epoch, weights, origin: originText(origin), truncation, settings };
}
