import type { FindingCode } from '../src/contract/findings';
import { findings } from '../src/findings/registry';
import {
  RECORDED_NAMES,
  historyOf,
  recordedRun,
  type RecordedName,
} from '../src/testing/recorded-runs';

/** Moments of each run at which its findings are asked for. */
export const MOMENTS = 20;

/** News of how it goes, right or wrong by the measures alone. */
const NEWS: readonly FindingCode[] = ['improving', 'stopped-improving'];

/** What was told in the course of a run, and the epoch of the first moment at which it was. */
export interface Told {
  readonly code: FindingCode;
  readonly first: number;
  /** Moments of all at which it was told. */
  readonly moments: number;
  /** Whether it is told at the end. */
  readonly stands: boolean;
}

export function toldOf(name: RecordedName): Told[] {
  const told = new Map<FindingCode, Told>();
  for (let moment = 1; moment <= MOMENTS; moment++) {
    const history = historyOf(name, moment / MOMENTS);
    for (const { code } of findings(history)) {
      const before = told.get(code);
      told.set(code, {
        code,
        first: before?.first ?? history.epoch,
        moments: (before?.moments ?? 0) + 1,
        stands: moment === MOMENTS,
      });
    }
  }
  return [...told.values()];
}

const isSo = (name: RecordedName, code: FindingCode): boolean => {
  const { has, also = [] } = recordedRun(name);
  return has.includes(code) || also.includes(code) || NEWS.includes(code);
};

/** What was told and is not so. */
export const falseAlarmsOf = (name: RecordedName): Told[] =>
  toldOf(name).filter(({ code }) => !isSo(name, code));

/** What is so and is not told at the end. */
export const missedBy = (name: RecordedName): FindingCode[] => {
  const standing = new Set(toldOf(name).flatMap(({ code, stands }) => (stands ? [code] : [])));
  return recordedRun(name).has.filter((code) => !standing.has(code));
};

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');

const toldText = ({ code, first, moments }: Told): string =>
  `${code} (from epoch ${first}, ${moments} of ${MOMENTS})`;

function row(name: RecordedName): string[] {
  const { label, pictures, has, unseen = false } = recordedRun(name);
  const told = toldOf(name);
  const right = told.filter(({ code }) => isSo(name, code) && !NEWS.includes(code));
  const news = told.filter(({ code }) => NEWS.includes(code));
  const last = historyOf(name);
  return [
    unseen ? `${label} *` : label,
    `${pictures}`,
    `${last.epoch}`,
    has.join(', '),
    right.map(toldText).join(', '),
    missedBy(name).join(', '),
    falseAlarmsOf(name).map(toldText).join(', '),
    news.map(toldText).join(', '),
  ];
}

/** docs/findings.md: what is told of the recorded runs, right and wrong. */
export function findingsDocument(): string {
  const ill = RECORDED_NAMES.flatMap((name) =>
    recordedRun(name).has.map((code) => ({ name, code })),
  );
  const missed = RECORDED_NAMES.flatMap(missedBy);
  const wrong = RECORDED_NAMES.flatMap(falseAlarmsOf);
  return [
    '# Findings',
    '<!-- Written by `npx vitest run --project unit scripts/findings-doc.test.ts -u` from runs that ' +
      '`node scripts/fixtures/findings/record.mjs` trained. Do not edit by hand. -->',
    'What the studio tells of small runs that were trained for real: the sample pictures at 16 px, ' +
      'Atelier of width 8, batches of 16, on the WASM engine, unless said. Rates and sets make some of them ' +
      `ill on purpose. Findings are asked for at ${MOMENTS} moments of each run, evenly spread.`,
    `Of ${ill.length} illnesses, ${ill.length - missed.length} are told at the end; of ` +
      `${RECORDED_NAMES.length} runs, ${new Set(RECORDED_NAMES.filter((name) => falseAlarmsOf(name).length > 0)).size} ` +
      `ever had a false alarm (${wrong.length} in all).`,
    table(
      ['run', 'pictures', 'epochs', 'ill of', 'told', 'missed', 'false alarms', 'news'],
      RECORDED_NAMES.map(row),
    ),
    '\\* trained after all thresholds were settled; those of the others were settled by these very runs. None ' +
      'says how it is with large nets and pictures.',
    'News comes from eight measures a run, and none where they are from fewer than ten real pictures; single ' +
      'measures of one generator differ by a fifth. What is told of sets is held to sets of pictures in ' +
      '`src/findings/set-findings.test.ts`.',
  ].join('\n\n');
}
