import type { EngineNote } from '../contract/engine-notes';
import type { StudioErrorData } from '../contract/errors';
import type { SettingIssue } from '../contract/setting-issues';
import type { SkipReason } from '../contract/skip-reasons';
import type { EngineNoteTexts } from './engine-notes';
import type { ErrorText, ErrorTexts } from './errors';
import type { SettingIssueWords } from './setting-issues';
import type { SkipTexts } from './skip-reasons';

/** Makes sentences of what is stored or sent as data. Sentences that tell of another message are
 *  handed one. */
export interface Tell {
  error(error: StudioErrorData): Required<ErrorText>;
  issue(issue: SettingIssue): string;
  skip(reason: SkipReason): string;
  engineNote(note: EngineNote): string;
}

interface Texts {
  readonly errors: ErrorTexts;
  readonly settingIssues: SettingIssueWords;
  readonly skipReasons: SkipTexts;
  readonly engineNotes: EngineNoteTexts;
}

/** Texts with parameters are functions; the types of each table tie a code to its parameters. */
type Entry<T> = T | ((params: unknown, tell: Tell) => T);

export function tellingBy({ errors, settingIssues, skipReasons, engineNotes }: Texts): Tell {
  const made = <T>(entry: Entry<T>, params: unknown): T =>
    typeof entry === 'function'
      ? (entry as (params: unknown, tell: Tell) => T)(params, tell)
      : entry;
  const tell: Tell = {
    error({ code, params }) {
      try {
        const { message, hint = '' } = made(errors[code] as Entry<ErrorText>, params);
        return { message: String(message), hint: String(hint) };
      } catch {
        // What was stored, or came in a file, may lack what the sentence speaks of.
        return { message: code, hint: '' };
      }
    },
    issue({ field, code, params }) {
      const text = settingIssues[code] as (
        params: SettingIssue['params'],
        field: SettingIssue['field'],
        tell: Tell,
      ) => string;
      return text(params, field, tell);
    },
    engineNote: ({ code, params }) => made(engineNotes[code] as Entry<string>, params),
    skip({ code, params }) {
      try {
        return String(made(skipReasons[code] as Entry<string>, params));
      } catch {
        return code;
      }
    },
  };
  return tell;
}
