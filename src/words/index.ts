/** What the studio says, in the current language. Sentences are made here and nowhere else, at the
 *  last moment; what is stored or sent between threads is which sentence, and what it speaks of. */

import type { EngineNote } from '../contract/engine-notes';
import type { StudioErrorData } from '../contract/errors';
import type { SkipReason } from '../contract/skip-reasons';
import { fetchPart } from '../contract/fetch-part';
import type { Catalogue } from './catalogue';
import { en } from './en';
import type { ErrorText } from './errors';
import { formatIn } from './format';
import { tellingBy } from './tell';
import type { NoticeData } from '../contract/notices';
import type { Preparing } from '../contract/preparing';
import type { SettingIssue } from '../contract/setting-issues';
import type { WorkData } from '../contract/works';
import type { NoticeText, Within } from './notices';

export type { Catalogue } from './catalogue';

/** The languages there are: one more is one more folder, and one more row that imports it. */
const LANGUAGES = {
  en: () => Promise.resolve(en),
  /** No language: for tests of what is seen in any. */
  pseudo: async () => (await fetchPart('language', () => import('./pseudo'))).pseudo(en),
} as const satisfies Readonly<Record<string, () => Promise<Catalogue>>>;

export type Language = keyof typeof LANGUAGES;

// English comes with the page, so that the first paint has words.
let current: Catalogue = en;
let tell = tellingBy(en);

/** The catalogue of the current language. */
export const words = (): Catalogue => current;

/** What happened, and what to do: '' where there is nothing to do. */
export const errorText = (error: StudioErrorData): Required<ErrorText> => tell.error(error);

/** What is said of an issue at its field. */
export const issueText = (issue: SettingIssue): string => tell.issue(issue);

/** Why a file was left out. */
export const skipText = (reason: SkipReason): string => tell.skip(reason);

/** Why this engine was taken, and what to do for a better; '' where there is nothing to say. */
export const reasonText = (notes: readonly EngineNote[]): string =>
  notes.map((note) => tell.engineNote(note)).join(' ');

const within: Within = {
  error(error) {
    const { message, hint } = errorText(error);
    return { says: message, hint };
  },
  issue: issueText,
};

/** What a notice says, and what to do; '' where there is nothing to do. */
export function noticeText({ code, params }: NoticeData): Required<NoticeText> {
  const say = current.notices[code] as (params: object, within: Within) => NoticeText;
  return { hint: '', ...say(params, within) };
}

/** What preparing a run is about: '' where nothing is prepared. Another tab's studio may know more
 *  of it than this one. */
export function preparingText(now: Preparing | null): string {
  if (now === null || !Object.hasOwn(current.preparing, now.code)) return '';
  return (current.preparing[now.code] as (params: object) => string)(now.params);
}

/** What is being made or opened. */
export const workText = (work: WorkData): string =>
  work.kind === 'open'
    ? current.opening(work.run)
    : current.exports[work.kind].working(work.pictures);

export const isLanguage = (name: string | null): name is Language =>
  name !== null && Object.hasOwn(LANGUAGES, name);

/** Fetches a language and speaks it from then on. @throws StudioError `part-missing` */
export async function speak(language: Language): Promise<void> {
  current = await LANGUAGES[language]();
  tell = tellingBy(current);
  formatIn(current.locale, current.units);
  for (const listener of listeners) listener();
}

const listeners = new Set<() => void>();

/** Calls `listener` after each change of language. @returns what ends that. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
