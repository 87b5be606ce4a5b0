import type { KeptGenerator } from '../../contract/commands';
import { LARGEST_SEED } from '../../contract/random';
import { GENERATOR_GROUPS } from '../../contract/records';
import { originText, readOrigin } from '../../explore/origin-text';
import type { ExploreState } from '../../store/explore/model';

/** What a link to the room says. */
export type Linked = Pick<ExploreState, 'hand' | 'truncation' | 'firstSeed' | 'view' | 'place'> & {
  readonly generator: KeptGenerator | null;
};

const LEAST_TRUNCATION = 0.1;
const MOST_TRUNCATION = 2;

/** '#explore?run=...&epoch=3&weights=averaged&at=seed(12)'; what is as it is anyway is left out. */
export function exploreHash(state: Linked): string {
  const { generator, hand, truncation, firstSeed, view, place } = state;
  const said = new URLSearchParams();
  if (generator) {
    said.set('run', generator.runId);
    said.set('epoch', String(generator.epoch));
    said.set('weights', generator.weights);
  }
  if (hand) said.set('at', originText(hand));
  if (truncation !== 1) said.set('truncation', String(truncation));
  if (firstSeed !== 0) said.set('from', String(firstSeed));
  if (view === 'map') said.set('map', `${thousandth(place.x)},${thousandth(place.y)}`);
  if (view === 'scores') said.set('by', 'score');
  const text = said.toString();
  return text === '' ? '#explore' : `#explore?${text}`;
}

/** What a link says; what it does not say, or says wrongly, is as in a room that is new. */
export function readExploreHash(hash: string): Linked {
  const [, query = ''] = hash.split('?');
  const said = new URLSearchParams(query);
  const runId = said.get('run');
  const weights = GENERATOR_GROUPS.find((group) => group === said.get('weights'));
  const epoch = whole(said.get('epoch'), 0, 1e9);
  const truncation = Number(said.get('truncation') ?? 1);
  const [x, y] = (said.get('map') ?? '').split(',').map(Number);
  const onMap = Number.isFinite(x) && Number.isFinite(y);
  return {
    generator: runId && epoch !== null ? { runId, epoch, weights: weights ?? 'weights' } : null,
    hand: readOrigin(said.get('at') ?? ''),
    truncation: truncation >= LEAST_TRUNCATION && truncation <= MOST_TRUNCATION ? truncation : 1,
    firstSeed: whole(said.get('from'), 0, LARGEST_SEED) ?? 0,
    view: onMap ? 'map' : said.get('by') === 'score' ? 'scores' : 'wall',
    place: onMap ? { x: x!, y: y! } : { x: 0, y: 0 },
  };
}

const thousandth = (value: number): number => Math.round(value * 1000) / 1000;

function whole(text: string | null, least: number, most: number): number | null {
  if (text === null || !/^\d+$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}
