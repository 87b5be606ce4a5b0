import { RuleTester } from 'eslint';
import { describe, it } from 'vitest';
import { oneFormat } from './one-format.mjs';
import { oneIsNotMany } from './one-is-not-many.mjs';
import { wordsInTime } from './words-in-time.mjs';

RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester();

tester.run('one-format', oneFormat, {
  valid: ['count(1097); Number(value.toPrecision(12));'],
  invalid: [
    'new Intl.NumberFormat("en");',
    'value.toFixed(1);',
    'value.toLocaleString();',
    'day.toLocaleDateString("en-GB");',
  ].map((code) => ({ code, errors: 1 })),
});

tester.run('one-is-not-many', oneIsNotMany, {
  valid: ['const a = `${countOf(n, "picture")} ready`; const b = `${n} of ${m}`;'],
  invalid: [{ code: 'const a = `${n} pictures ready`;', errors: 1 }],
});

tester.run('words-in-time', wordsInTime, {
  valid: ['const a = () => words().runs.title; function b() { return words(); }'],
  invalid: [{ code: 'const TITLE = words().runs.title;', errors: 1 }],
});
