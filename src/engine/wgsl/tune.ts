import type { Buffers } from './card/buffers';
import type { Card } from './card/card';
import type { Dispatch, DispatchList, Way } from './plan/dispatch';

/** Remembers texts from one session to the next. */
export interface Memo {
  read(key: string): string | null;
  write(key: string, value: string): void;
}

/** Chooses among the ways to compute each dispatch. */
export class Tuner {
  constructor(
    private readonly card: Card,
    private readonly buffers: Buffers,
    private readonly memo?: Memo,
  ) {}

  async tune(_lists: readonly DispatchList[], _tell: (text: string) => void): Promise<void> {}

  readonly choose = (dispatch: Dispatch): Way => {
    const want = (globalThis as { WAY?: string }).WAY;
    return (
      (want ?? '')
        .split(',')
        .map((w) => dispatch.ways.find((way) => way.name === w))
        .find((w) => w) ?? dispatch.ways[0]!
    );
  };
}
