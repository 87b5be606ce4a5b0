import { LARGEST_SEED } from '../contract/random';
import { newPictureOrigin } from './new-pictures';
import type { Move, Origin } from './origin';

/**
 * Origins as text, for links, files and storage: `seed(12)`, `new(3,0)`, `near(seed(12),5,0.3)`,
 * `child(seed(1),seed(2),7)`, `between(seed(1),seed(2),0.4)`, `sum(seed(1),seed(2),seed(3))`,
 * `map(9,0.25,-1.5)`, `moved(seed(12),a1:1.5,c3:-0.4)`. Nothing of it needs to be escaped in an address.
 */

/** Characters of an origin, at most: some hundred generations. */
export const LONGEST_ORIGIN = 4000;
/** Of the pictures that one seed of "New pictures" gives, with room to spare. */
const LARGEST_NEW = 999;
const LARGEST_AMOUNT = 100;
const LARGEST_PLACE = 1e6;

export function originText(origin: Origin): string {
  switch (origin.kind) {
    case 'seed':
      return `seed(${origin.seed})`;
    case 'new':
      return newPictureOrigin(origin.seed, origin.place);
    case 'map':
      return `map(${origin.seed},${short(origin.x)},${short(origin.y)})`;
    case 'near':
      return `near(${originText(origin.of)},${origin.seed},${short(origin.distance)})`;
    case 'child':
      return `child(${origin.of.map(originText).join(',')},${origin.seed})`;
    case 'between':
      return `between(${origin.of.map(originText).join(',')},${short(origin.share)})`;
    case 'sum':
      return `sum(${origin.of.map(originText).join(',')})`;
    case 'moved': {
      const moves = origin.moves.map(({ direction, amount }) => `${direction}:${short(amount)}`);
      return `moved(${[originText(origin.of), ...moves].join(',')})`;
    }
    default:
      return origin satisfies never;
  }
}

/** Numbers as they are told in links: a thousandth is finer than anybody sees. */
const short = (value: number): string => String(Math.round(value * 1000) / 1000);

/** What a text says, or null where it is none of an origin. */
export function readOrigin(text: string): Origin | null {
  if (text.length > LONGEST_ORIGIN) return null;
  const reader = new Reader(text);
  try {
    const origin = reader.origin();
    return reader.ended ? origin : null;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

class Unreadable extends Error {}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  get ended(): boolean {
    return this.at === this.text.length;
  }

  origin(): Origin {
    const kind = this.match(/[a-z]+/y);
    this.expect('(');
    const origin = this.inner(kind);
    this.expect(')');
    return origin;
  }

  private inner(kind: string): Origin {
    switch (kind) {
      case 'seed':
        return { kind, seed: this.seed() };
      case 'new':
        return { kind, seed: this.seed(), place: this.nextPlace() };
      case 'map':
        return { kind, seed: this.seed(), x: this.place(), y: this.place() };
      case 'near':
        return { kind, of: this.origin(), seed: this.nextSeed(), distance: this.share() };
      case 'child':
        return { kind, of: [this.origin(), this.next()], seed: this.nextSeed() };
      case 'between':
        return { kind, of: [this.origin(), this.next()], share: this.share() };
      case 'sum':
        return { kind, of: [this.origin(), this.next(), this.next()] };
      case 'moved':
        return { kind, of: this.origin(), moves: this.moves() };
      default:
        throw new Unreadable();
    }
  }

  private next(): Origin {
    this.expect(',');
    return this.origin();
  }

  private moves(): Move[] {
    const moves: Move[] = [];
    while (this.text[this.at] === ',') {
      this.at += 1;
      const direction = this.match(/[a-z][a-z0-9-]*/y);
      this.expect(':');
      moves.push({ direction, amount: this.number(-LARGEST_AMOUNT, LARGEST_AMOUNT) });
    }
    return moves;
  }

  private seed(): number {
    const seed = Number(this.match(/\d+/y));
    if (seed > LARGEST_SEED) throw new Unreadable();
    return seed;
  }

  private nextSeed(): number {
    this.expect(',');
    return this.seed();
  }

  private nextPlace(): number {
    const place = this.nextSeed();
    if (place > LARGEST_NEW) throw new Unreadable();
    return place;
  }

  private share(): number {
    this.expect(',');
    return this.number(0, 1);
  }

  private place(): number {
    this.expect(',');
    return this.number(-LARGEST_PLACE, LARGEST_PLACE);
  }

  private number(least: number, most: number): number {
    const value = Number(this.match(/-?\d+(\.\d+)?/y));
    if (value < least || value > most) throw new Unreadable();
    return value;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw new Unreadable();
    this.at += found.length;
    return found;
  }

  private expect(character: string): void {
    if (this.text[this.at] !== character) throw new Unreadable();
    this.at += 1;
  }
}
