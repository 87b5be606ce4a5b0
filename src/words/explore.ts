import type { FilmEpochs, FilmFormat, FilmKind, FilmPace } from '../contract/film';
import type { LossId } from '../contract/hyperparameters';
import type { Origin } from '../explore/origin';
import type { PackedAs, TakenOrder } from '../contract/packing';
import type { GeneratorGroup } from '../contract/records';
import type {
  SignatureFont,
  SignatureInk,
  SignatureKind,
  SignaturePlace,
} from '../contract/signature';
import { explore as english } from './en/explore';
import type { PerformWords } from './perform';
import { words } from './index';
import type { PrintWords } from './print';

/** The dialog that makes films. */
export interface FilmWords {
  /** On the button that opens it, and at its head. */
  readonly open: string;
  /** On the button, while one is made. */
  readonly underWay: (share: number) => string;
  readonly kind: string;
  readonly kinds: Readonly<Record<FilmKind, string>>;
  readonly about: Readonly<Record<FilmKind, string>>;
  readonly format: string;
  readonly formats: Readonly<Record<FilmFormat, string>>;
  /** Of a format that cannot be chosen. */
  readonly formatMissing: (format: string) => string;
  readonly seconds: string;
  readonly framesPerSecond: string;
  readonly width: string;
  /** A number outside its limits. */
  readonly outside: (least: number, most: number) => string;
  readonly pictures: string;
  readonly grid: (beside: number) => string;
  readonly fade: string;
  readonly fadeFavourites: string;
  /** Of which epochs it shows. */
  readonly through: string;
  readonly epochs: Readonly<Record<FilmEpochs, string>>;
  readonly pace: string;
  readonly paces: Readonly<Record<FilmPace, string>>;
  /** What comes of the choice. */
  readonly size: (width: number, height: number, frames: number) => string;
  readonly rounded: string;
  readonly preview: string;
  readonly previewFrame: (frame: number) => string;
  readonly playPreview: string;
  readonly stopPreview: string;
  /** The picture that plays. */
  readonly player: string;
  readonly make: string;
  readonly bar: string;
  readonly frame: (done: number, total: number) => string;
  readonly file: (
    run: string,
    kind: FilmKind,
    epochs: readonly number[],
    format: FilmFormat,
  ) => string;
  /** Written into the file. */
  readonly titleOf: (run: string, kind: FilmKind, epochs: readonly number[]) => string;
  /** Which pictures it was made of, by their names. */
  readonly madeOf: (pictures: readonly string[]) => string;
  /** That it is signed, by the signature's text or its image's name. */
  readonly signed: (signature: string) => string;
}

/** The dialog in which a signature is made. */
export interface SignWords {
  /** On the button that opens it, and at its head. */
  readonly open: string;
  readonly on: string;
  readonly onHelp: string;
  /** Where something is taken away while signing is on. */
  readonly note: string;
  /** Where it is on, and there is nothing to sign with. */
  readonly nothing: Readonly<Record<SignatureKind, string>>;
  readonly kind: string;
  readonly kinds: Readonly<Record<SignatureKind, string>>;
  readonly text: string;
  readonly font: string;
  readonly fonts: Readonly<Record<SignatureFont, string>>;
  readonly image: string;
  readonly imageHelp: string;
  readonly choose: string;
  readonly chosen: (name: string, width: number, height: number) => string;
  readonly place: string;
  readonly places: Readonly<Record<SignaturePlace, string>>;
  readonly placeHelp: Readonly<Record<'corner' | 'random', string>>;
  readonly margin: string;
  readonly size: string;
  readonly angle: string;
  readonly degrees: (angle: number) => string;
  readonly ink: string;
  readonly inks: Readonly<Record<SignatureInk, string>>;
  readonly inkHelp: Readonly<Record<SignatureInk, string>>;
  readonly colour: string;
  readonly opacity: string;
  readonly preview: (origin: string) => string;
  readonly previewHelp: string;
  readonly share: (share: number) => string;
}

/** The room Explore. */
export interface ExploreWords {
  readonly title: string;
  readonly empty: { readonly title: string; readonly about: string; readonly begin: string };
  readonly opening: string;
  readonly generator: string;
  /** Run and epoch. */
  readonly ofRun: (run: string, epoch: number) => string;
  readonly bestOfRun: (run: string, epoch: number) => string;
  readonly weights: string;
  readonly weightsOf: Readonly<Record<GeneratorGroup, string>>;
  readonly truncation: string;
  readonly truncationHelp: string;
  readonly view: string;
  readonly views: Readonly<Record<'wall' | 'map' | 'scores', string>>;
  readonly wallLabel: string;
  readonly mapLabel: string;
  readonly mapHelp: string;
  readonly firstSeed: string;
  /** A picture on the wall or the map. */
  readonly picture: (origin: string) => string;
  /** The name of a picture on which its score stands, 0..1. */
  readonly scored: (picture: string, score: number) => string;
  readonly score: (score: number) => string;
  /** Where a picture comes from; of others as they are named themselves. */
  readonly origins: {
    readonly seed: (seed: number) => string;
    /** One of New pictures; `picture` is counted from 1. */
    readonly new: (picture: number, seed: number) => string;
    readonly map: (x: number, y: number) => string;
    readonly near: (of: string) => string;
    readonly child: (mother: string, father: string) => string;
    readonly between: (share: number, one: string, other: string) => string;
    readonly sum: (a: string, b: string, c: string) => string;
    readonly moved: (of: string) => string;
  };
  readonly hand: {
    readonly title: string;
    readonly none: string;
    readonly favourite: string;
    readonly download: string;
    readonly near: string;
    readonly distance: string;
    readonly distanceOf: (share: number) => string;
    readonly children: string;
    readonly morph: string;
    readonly sum: string;
    readonly end: string;
    readonly family: string;
    readonly parent: (origin: string) => string;
    readonly copyLink: string;
  };
  readonly tool: {
    readonly nearTitle: string;
    readonly childrenTitle: string;
    readonly morphTitle: string;
    readonly sumTitle: string;
    /** What is waited for. */
    readonly pressMate: string;
    readonly pressTarget: string;
    readonly pressSubtrahend: string;
    readonly pressAddend: string;
    readonly others: string;
    readonly scrub: string;
    readonly addStation: string;
    readonly suggestion: (place: number) => string;
    readonly at: (share: number) => string;
  };
  readonly play: {
    readonly open: string;
    readonly title: string;
    readonly picture: string;
    readonly walk: string;
    readonly halt: string;
    readonly slower: string;
    readonly faster: string;
    readonly keep: string;
    readonly close: string;
    readonly speed: (times: string) => string;
    /** By how frames come onto the canvas. */
    readonly rate: Readonly<Record<'drawn' | 'read-back', (frames: string) => string>>;
  };
  readonly directions: {
    readonly title: string;
    readonly none: string;
    readonly find: string;
    /** Over those of the closed form. */
    readonly firstLayer: string;
    readonly share: string;
    readonly fileName: (run: string) => string;
    readonly open: string;
    /** Of one that was found: `a2` is the second by activations, `c1` the first by the closed form. */
    readonly name: (direction: string) => string;
    readonly keep: (name: string) => string;
    readonly delete: (name: string) => string;
  };
  readonly discriminator: {
    readonly title: string;
    readonly none: string;
    readonly about: string;
    readonly ask: string;
    readonly which: string;
    readonly ofEpoch: (which: 'newest' | 'best', epoch: number) => string;
    readonly judgedBy: (epoch: number, step: number) => string;
    /** Over a picture: what the untrained generator, and the one that is explored, paint of one latent. */
    readonly pictureBefore: string;
    readonly pictureNow: string;
    /** Which discriminator says it. */
    readonly before: string;
    readonly now: string;
    readonly asking: string;
    /** @param score 0..1. */
    readonly verdict: (score: number) => string;
    readonly logit: (logit: number) => string;
    readonly show: string;
    /** What a score means. */
    readonly meaning: Readonly<Record<LossId, string>>;
  };
  readonly byScore: {
    readonly title: string;
    readonly about: string;
    readonly count: string;
    readonly many: (pictures: number) => string;
    readonly order: string;
    readonly orders: Readonly<Record<'real' | 'generated', string>>;
    readonly begin: (pictures: number) => string;
    readonly working: (pictures: number) => string;
    readonly judged: (pictures: number) => string;
    /** Where the scores that were given do not hold any more. */
    readonly outOfDate: string;
    /** Where the run saved a discriminator since, of that epoch. */
    readonly newer: (epoch: number) => string;
    readonly again: string;
  };
  readonly growing: {
    readonly title: string;
    readonly help: string;
    readonly epoch: (epoch: number) => string;
    readonly show: (epoch: number) => string;
  };
  readonly favourites: {
    readonly title: string;
    readonly none: string;
    readonly name: (serial: number) => string;
    readonly take: (name: string) => string;
    readonly delete: (name: string) => string;
    readonly download: string;
    /** The name of the archive, without its ending. */
    readonly file: (run: string) => string;
  };
  readonly take: {
    readonly button: string;
    readonly title: string;
    readonly about: string;
    readonly count: string;
    readonly firstSeed: string;
    readonly as: string;
    readonly packedAs: Readonly<Record<PackedAs, string>>;
    readonly orders: Readonly<Record<TakenOrder, string>>;
    readonly scored: string;
    readonly scoredHelp: string;
    readonly begin: string;
    readonly working: (pictures: number) => string;
    readonly saved: (pictures: number) => string;
    /** Of the archive, without its ending. */
    readonly file: (run: string, epoch: number, from: number, to: number) => string;
  };
  readonly perform: PerformWords;
  readonly film: FilmWords;
  readonly sign: SignWords;
  readonly print: PrintWords;
  readonly gone: (run: string | null) => string;
}

/** Fetched with what shows it; not for the first load. */
export const exploreWords = (): ExploreWords => words().late('explore', english);

/** Where a picture comes from, in words. */
export function originName(origin: Origin): string {
  const says = exploreWords().origins;
  switch (origin.kind) {
    case 'seed':
      return says.seed(origin.seed);
    case 'new':
      return says.new(origin.place + 1, origin.seed);
    case 'map':
      return says.map(origin.x, origin.y);
    case 'near':
      return says.near(originName(origin.of));
    case 'child':
      return says.child(originName(origin.of[0]), originName(origin.of[1]));
    case 'between':
      return says.between(origin.share, originName(origin.of[0]), originName(origin.of[1]));
    case 'sum': {
      const [a, b, c] = origin.of;
      return says.sum(originName(a), originName(b), originName(c));
    }
    case 'moved':
      return says.moved(originName(origin.of));
    default:
      return origin satisfies never;
  }
}
