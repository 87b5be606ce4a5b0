import type {
  Finding,
  FindingCode,
  FindingKind,
  FindingParams,
  NewRunCode,
  Remedy,
} from '../contract/findings';
import { findings as english } from './en/findings';
import { words } from './index';

export interface FindingText {
  /** What was found, in one sentence. */
  readonly says: string;
  /** The numbers that show it, and what they mean. */
  readonly evidence: string;
}

/** The sentences of each finding. */
export type FindingTexts = {
  readonly [Code in FindingCode]: (params: FindingParams[Code]) => FindingText;
};

type Rates = Extract<Remedy, { kind: 'rates' }>;

/** How other rates can come to count: in the run that trains, where it goes on, or in a new one. */
export type RatesWay = 'at-once' | 'going-on' | 'new-run';

export interface FindingWords {
  readonly title: string;
  /** Nothing was found: while it trains, before there is anything to go by, and once it is over. */
  readonly none: string;
  readonly tooEarly: string;
  readonly noneAtEnd: string;
  readonly kinds: Readonly<Record<FindingKind, string>>;
  readonly texts: FindingTexts;
  /** What a press on the button does. */
  readonly rates: (lowers: Rates['lowers'], rates: Rates['rates'], way: RatesWay) => string;
  readonly rewind: (epoch: number, lowers: Rates['lowers'], rates: Rates['rates']) => string;
  /** What going back to that epoch takes away. */
  readonly goes: (epoch: number) => string;
  readonly newRun: Readonly<Record<NewRunCode, string>>;
  readonly stopFirst: string;
  /** After a press, at that step. */
  readonly changed: (step: number) => string;
}

/** Fetched with what shows findings; not for the first load. */
export const findingWords = (): FindingWords => words().late('findings', english);

export const findingText = ({ code, params }: Finding): FindingText =>
  (findingWords().texts[code] as (params: object) => FindingText)(params);
