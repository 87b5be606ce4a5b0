import type { Catalogue } from './catalogue';

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const STRANGE = [...'àƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ'];

/** A text accented letter by letter, common letters doubled: longer by about 40 %, and still to be
 *  read. */
export const strange = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const accented = STRANGE[PLAIN.indexOf(letter)] ?? letter;
    return /[aeiouns]/i.test(letter) ? accented + accented.toLowerCase() : accented;
  });

/**
 * A catalogue in no language: the texts of another one, each made strange, what they are about left
 * as it is. A bare sentence of the page then did not come from the catalogue.
 */
export const pseudo = (catalogue: Catalogue): Catalogue => ({
  ...(made(catalogue) as Catalogue),
  late: (name, english) => made(catalogue.late(name, english)) as typeof english,
  locale: `${catalogue.locale}-x-pseudo`,
});

function made(entry: unknown): unknown {
  if (typeof entry === 'string') return strange(entry);
  if (typeof entry === 'function') {
    const say = entry as (...params: unknown[]) => unknown;
    return (...params: unknown[]) => kept(made(say(...params)), textsOf(params));
  }
  if (Array.isArray(entry)) return entry.map(made);
  if (typeof entry !== 'object' || entry === null) return entry;
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, made(value)]));
}

/** Gives back what was filled in: names, and texts that were strange already. */
function kept(entry: unknown, params: readonly string[]): unknown {
  if (typeof entry === 'string') {
    return params.reduce(
      (text, param) => text.replaceAll(whole(strange(param)), () => param),
      entry,
    );
  }
  if (typeof entry !== 'object' || entry === null) return entry;
  return Object.fromEntries(
    Object.entries(entry).map(([key, value]) => [key, kept(value, params)]),
  );
}

/** The text where it is no part of a longer word: that one only looks like what was filled in. */
const whole = (text: string): RegExp =>
  new RegExp(`(?<!\\p{L})${text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?!\\p{L})`, 'gu');

/** Longest first: one name may be a part of another. */
const textsOf = (params: unknown): string[] => {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && value !== '') found.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk(params);
  return found.sort((a, b) => b.length - a.length);
};
