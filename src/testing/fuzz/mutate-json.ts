import type { Dice } from './dice';

const NUMBERS = [
  0,
  -0,
  -1,
  1,
  2,
  3,
  0.5,
  255,
  1024,
  4097,
  65536,
  2 ** 24,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  1e21,
  1e308,
  -1e308,
  5e-324,
];
const TEXTS = [
  '',
  '..',
  '../../etc/passwd',
  'C:\\Windows',
  '__proto__',
  'constructor',
  'toString',
  '<img src=x onerror=alert(1)>',
  '\u202egnp.exe',
  '\ud800',
  'NaN',
  'conv',
  'dense',
  'atelier',
  'metrics.bin',
  'atelier.json',
];

type Holder = Record<string, unknown>;

/** Every object and list within. */
function holders(value: unknown, found: Holder[] = []): Holder[] {
  if (typeof value !== 'object' || value === null) return found;
  found.push(value as Holder);
  for (const part of Object.values(value)) holders(part, found);
  return found;
}

/** JSON text of `value` with something done to it. */
export function mutateJson(value: unknown, dice: Dice): string {
  const copy = structuredClone(value);
  let raw: string | null = null;
  for (let left = 1 + dice.below(3); left > 0; left--) {
    const all = holders(copy);
    if (all.length === 0) break;
    // The top of the document is where most is decided.
    const holder = dice.chance(0.4) ? all[dice.below(Math.min(8, all.length))]! : dice.pick(all);
    raw = mutateHolder(holder, dice) ?? raw;
  }
  const text = JSON.stringify(copy);
  // Keys that JSON.stringify cannot write for us, and depths that it could not walk.
  return raw === null ? text : text.replace('"@raw@"', () => raw);
}

/** @returns JSON to be put in place of the text "@raw@", where there is some. */
function mutateHolder(holder: Holder, dice: Dice): string | null {
  const keys = Object.keys(holder);
  const key = keys.length > 0 ? dice.pick(keys) : 'x';
  switch (dice.below(12)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(dice.below(holder.length + 1), 1);
      else delete holder[key];
      return null;
    case 1:
      holder[key] = dice.pick([null, true, false, [], {}, [[]]]);
      return null;
    case 2:
      holder[key] = dice.pick(TEXTS);
      return null;
    case 3:
      holder[key] = 'x'.repeat(1 << dice.below(20));
      return null;
    case 4:
      holder[key] = Array.from({ length: 1 << dice.below(16) }, () => holder[key]).slice(0, 5000);
      return null;
    case 5:
      if (Array.isArray(holder) && holder.length > 0)
        holder.push(structuredClone(dice.pick(holder)));
      else holder[dice.pick(TEXTS)] = dice.pick(NUMBERS);
      return null;
    case 6:
      holder[key] = '@raw@';
      return deep(dice.pick(['[', '{"a":']), dice.pick([20, 40, 1000, 100_000, 1_000_000]));
    case 7:
      holder[key] = '@raw@';
      return dice.pick([
        '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
        '{"__proto__":null}',
        '{"length":4294967295}',
        '{"toString":1,"valueOf":2,"hasOwnProperty":3}',
        '1e999',
        '-1e999',
        '"\\ud800"',
      ]);
    default:
      holder[key] =
        typeof holder[key] === 'number' && dice.chance(0.4)
          ? holder[key] + dice.pick([-1, 1, 0.5, 1000])
          : dice.pick(NUMBERS);
      return null;
  }
}

const deep = (open: string, depth: number): string =>
  open.repeat(depth) + '1' + (open === '[' ? ']' : '}').repeat(depth);
