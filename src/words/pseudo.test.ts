import { afterEach, describe, expect, it } from 'vitest';
import { en } from './en';
import { bytes, count, duration } from './format';
import { issueText, onLanguage, speak, words } from './index';
import { pseudo, strange } from './pseudo';

describe('the language of tests', () => {
  afterEach(() => speak('en'));

  it('makes every text strange, and longer by about 40 %', () => {
    expect(strange('A folder of 12')).toBe('Àà ƒööļđééŕ ööƒ 12');
    const texts: string[] = [];
    const walk = (entry: unknown): void => {
      if (typeof entry === 'string') texts.push(entry);
      else if (typeof entry === 'object' && entry !== null) Object.values(entry).forEach(walk);
    };
    walk({ ...pseudo(en), locale: '' });
    expect(texts.length).toBeGreaterThan(250);
    expect(texts.filter((text) => /[a-z]/i.test(text))).toEqual([]);
    const english = Object.values(en.glossary).join(' ');
    expect(strange(english).length / english.length).toBeCloseTo(1.4, 1);
  });

  it('leaves what is spoken of as it is', () => {
    const { pictures, openRun, preparedAs } = pseudo(en);
    expect(pictures.set.deleteNamed('paintings')).toMatch(/^[^a-z]+paintings$/i);
    expect(pictures.set.deleteNamed('a-b ("1") *')).toMatch(/a-b \("1"\) \*$/);
    expect(openRun.status.saved(27)).not.toMatch(/[a-z]/i);
    expect(preparedAs({ shape: { height: 64, width: 64, channels: 1 }, crop: 'fit' })).not.toMatch(
      /[a-z]/i,
    );
  });

  it('is spoken after a change of language, by numbers and issues too, and heard of', async () => {
    let heard = 0;
    const end = onLanguage(() => (heard += 1));
    await speak('pseudo');
    expect(words().runs.title).toBe(strange('Runs'));
    expect(count(1097)).toBe('1,097');
    expect(bytes(412e6)).toBe(strange('412 MB'));
    expect(duration(200)).toBe(strange('3 min 20 s'));
    const issue = { field: 'epochs', code: 'not-whole', params: { value: 1.5 } } as const;
    expect(issueText(issue)).not.toMatch(/[a-z]/i);
    await speak('en');
    end();
    await speak('en');
    expect([words().runs.title, heard]).toEqual(['Runs', 2]);
  });
});
