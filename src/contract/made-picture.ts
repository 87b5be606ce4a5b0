import { GENERATOR_GROUPS, type GeneratorGroup } from './records';

/** What made a generated picture: enough to paint it again where its run is stored. */
export interface MadePicture {
  readonly run: { readonly id: string; readonly name: string };
  readonly epoch: number;
  readonly weights: GeneratorGroup;
  /** Where its latent comes from, as `explore/origin-text` writes it. */
  readonly origin: string;
  /** What its latent was multiplied by. */
  readonly truncation: number;
  /** The run's settings, as `settingsToHash` writes them. */
  readonly settings: string;
  /** What the run's discriminator says of it, as it was after that step. */
  readonly verdict?: {
    /** How real it takes the picture to be, 0..1. */
    readonly score: number;
    readonly step: number;
  };
}

/** Layout of the text; a newer one may mean other things by the same names. */
const VERSION = 1;
const LONGEST = { id: 200, name: 1000, origin: 4000, settings: 20_000 };

/** JSON of it, as it stands in a file. */
export const madeText = (made: MadePicture): string =>
  JSON.stringify({ version: VERSION, ...made });

/** What a text of a file says, or null where it is none of a picture; anything may stand in it. */
export function readMade(text: string): MadePicture | null {
  const said = asRecord(parsed(text));
  const run = asRecord(said?.run);
  const weights = GENERATOR_GROUPS.find((group) => group === said?.weights);
  if (!said || said.version !== VERSION || !run || !weights) return null;
  const { epoch, origin, truncation, settings } = said;
  const { id, name } = run;
  if (!isText(id, LONGEST.id) || !isText(name, LONGEST.name)) return null;
  if (!isText(origin, LONGEST.origin) || !isText(settings, LONGEST.settings)) return null;
  if (typeof epoch !== 'number' || !Number.isSafeInteger(epoch) || epoch < 0) return null;
  if (typeof truncation !== 'number' || !(truncation > 0 && truncation < 100)) return null;
  const made = { run: { id, name }, epoch, weights, origin, truncation, settings };
  const verdict = verdictOf(asRecord(said.verdict));
  return verdict ? { ...made, verdict } : made;
}

/** One that says anything else is passed over: the picture leads back without it. */
function verdictOf(said: Readonly<Record<string, unknown>> | null): MadePicture['verdict'] | null {
  const { score, step } = said ?? {};
  if (typeof score !== 'number' || !(score >= 0 && score <= 1)) return null;
  if (typeof step !== 'number' || !Number.isSafeInteger(step) || step < 0) return null;
  return { score, step };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= longest;
