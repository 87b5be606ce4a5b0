/** How a case ended well: as something valid, or with a clear reason why not. */
export type Verdict = 'loaded' | 'refused';

export const TARGETS = ['project', 'generator', 'idx', 'zip', 'link', 'picture', 'net'] as const;
export type Target = (typeof TARGETS)[number];

/** Of every `seed` the case of this number, by turns of the targets. */
export const targetOf = (number: number): Target => TARGETS[number % TARGETS.length]!;

/** One case of the fuzzer, asked of its worker. */
export interface FuzzOrder {
  readonly seed: number;
  readonly number: number;
}

export type FuzzAnswer =
  /** The case was made; from here on its time counts. */
  | { readonly type: 'made'; readonly number: number }
  /** Pictures came: however many a file holds, they come and can be cancelled. */
  | { readonly type: 'alive'; readonly number: number }
  | {
      readonly type: 'done';
      readonly number: number;
      readonly verdict: Verdict;
      readonly ms: number;
    }
  | { readonly type: 'crashed'; readonly number: number; readonly message: string };
