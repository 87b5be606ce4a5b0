import { quality as english } from './en/quality';
import { words } from './index';

/** How good generated pictures are: the region Quality of a run. */
export interface QualityWords {
  readonly title: string;
  /** What the numbers are beside; `kept` pictures were kept back, 0 for none. */
  readonly against: (kept: number) => string;
  readonly none: string;
  readonly tooSmall: string;
  readonly measureNow: string;
  readonly measuring: string;
  readonly best: (epoch: number) => string;
  readonly latest: (epoch: number) => string;
  readonly likeness: QualityPlotWords;
  readonly variety: QualityPlotWords;
  readonly closest: {
    readonly open: string;
    readonly title: (epoch: number) => string;
    readonly about: string;
    readonly none: string;
    readonly generated: (pair: number) => string;
    readonly training: (pair: number) => string;
    /** Their distance over the usual one; below 0.35 it counts as a copy. */
    readonly ratio: (ratio: number, mirrored: boolean) => string;
    readonly copy: string;
    readonly gone: string;
  };
}

export interface QualityPlotWords {
  readonly title: string;
  readonly a: string;
  readonly b: string;
  readonly aHelp: string;
  readonly bHelp: string;
  /** What a value stands beside. */
  readonly floor: (value: string) => string;
}

/** Fetched with what shows it; not for the first load. */
export const qualityWords = (): QualityWords => words().late('quality', english);
