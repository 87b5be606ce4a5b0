import type { ExploreWords } from './explore';
import type { FindingWords } from './findings';
import type { QualityWords } from './quality';

/**
 * Sections of a catalogue that are not in the first load: English ones are fetched with the part of the
 * page that shows them, which hands them to `Catalogue.late`. Other languages are fetched as a whole.
 */
export interface LateWords {
  readonly explore: ExploreWords;
  readonly findings: FindingWords;
  readonly quality: QualityWords;
}
