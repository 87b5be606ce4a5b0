import { CERTAIN } from './augmentation-chance';
import type { Settings } from '../contract/hyperparameters';
import { Stream, words } from '../contract/random';
import type { Augment, AugmentStrengths, Instruction, StepProgram } from '../contract/step-program';

/**
 * Pictures changed at random before the discriminator sees them, real and generated ones alike, and in
 * the generator's turn too, whose gradient comes back through the change: DiffAugment (Zhao et al.,
 * "Differentiable Augmentation for Data-Efficient GAN Training", 2020), in the order of its code.
 *
 * - colour: x + b, b in -1/2..1/2; then saturation, (x - m) s + m about the mean m of a place's
 *   channels, s in 0..2; then contrast, (x - M) c + M about the picture's mean M, c in 1/2..3/2.
 * - translation: by whole places, up to an eighth of height and of width; 0 (mid grey) comes in.
 * - cutout: a box of half the height and half the width becomes 0; its centre lies anywhere, so that
 *   it may hang over.
 *
 * A strength shrinks each range towards no change. A change is affine in x: written out, a picture is
 * scale x + grey m + flat M + lift, then moved, then cut.
 */

/** Parts of an edge, at full strength. */
const MOVED_BY = 1 / 8;
const CUT = 1 / 2;

/** Words of one picture that are drawn together, one for each kind: Stream.Augmentation. */
const KINDS = { colour: 0, translation: 1, cutout: 2 } as const;
const WORDS = Object.keys(KINDS).length;

/**
 * A program in which the discriminator sees augmented pictures, where the settings say so.
 * @param adaptive who moves the chance, where it is adaptive: the steps, or the session.
 */
export function withAugmentation(
  program: StepProgram,
  settings: Pick<Settings, 'augmentation' | `${keyof AugmentStrengths}Strength`>,
  adaptive: 'adaptive' | 'told' = 'adaptive',
): StepProgram {
  const strengths: AugmentStrengths = {
    colour: settings.colourStrength,
    translation: settings.translationStrength,
    cutout: settings.cutoutStrength,
  };
  const changes = Object.values(strengths).some((strength) => strength > 0);
  if (settings.augmentation === 'none' || !changes) return program;
  return augmented(program, strengths, settings.augmentation === 'fixed' ? 'certain' : adaptive);
}

/** Each judge sees pictures that were augmented just before, and whatever follows goes by those. */
export function augmented(
  program: StepProgram,
  strengths: AugmentStrengths,
  chance: Augment['chance'] = 'certain',
): StepProgram {
  const seen = new Map<string, string>();
  let pass = 0;
  return program.flatMap((one): Instruction[] => {
    // A name may be given anew behind an update.
    if ('as' in one) seen.delete(one.as);
    if (!('pictures' in one)) return [one];
    const { pictures } = one;
    const named = (name: string): string => seen.get(name) ?? `augmented ${name}`;
    const as = named(pictures);
    const against = 'against' in one && one.against !== undefined ? named(one.against) : null;
    const renamed = { ...one, pictures: as, ...(against === null ? {} : { against }) };
    if (one.do !== 'judge' || seen.has(pictures)) return [renamed];
    seen.set(pictures, as);
    return [{ do: 'augment', pictures, strengths, chance, pass: pass++, as }, renamed];
  });
}

/** What augmentation may do at most to pictures of that size, in whole places. */
export interface Reach {
  /** Rows and columns that a picture is moved by. */
  readonly down: number;
  readonly right: number;
  /** Edges of the box that is cut out. */
  readonly cutHeight: number;
  readonly cutWidth: number;
}

export function reachOf(
  { translation, cutout }: AugmentStrengths,
  { height, width }: { readonly height: number; readonly width: number },
): Reach {
  const part = (edge: number, share: number): number => Math.floor(edge * share + 0.5);
  return {
    down: part(height, MOVED_BY * translation),
    right: part(width, MOVED_BY * translation),
    cutHeight: part(height, CUT * cutout),
    cutWidth: part(width, CUT * cutout),
  };
}

/** What happens to one picture. */
export interface Change {
  /** Added to every number. */
  readonly brightness: number;
  /** Factors about the mean of a place's channels, and about the picture's. */
  readonly saturation: number;
  readonly contrast: number;
  /** Places that it is moved by. */
  readonly down: number;
  readonly right: number;
  /** First row and column of the box that is cut out, which may hang over, and its edges. */
  readonly cutTop: number;
  readonly cutLeft: number;
  readonly cutHeight: number;
  readonly cutWidth: number;
}

/** What leaves a picture as it is. */
const STILL: Change = {
  brightness: 0,
  saturation: 1,
  contrast: 1,
  down: 0,
  right: 0,
  cutTop: 0,
  cutLeft: 0,
  cutHeight: 0,
  cutWidth: 0,
};

/**
 * The changes of `count` pictures, of the batch's first.
 * @param chance of each kind, of CERTAIN: it happens where the 24 bits of its last word are below.
 */
export function changesOf(
  { strengths, pass }: Pick<Augment, 'strengths' | 'pass'>,
  place: { readonly seed: number; readonly step: number; readonly count: number },
  shape: { readonly height: number; readonly width: number },
  chance = CERTAIN,
): Change[] {
  const reach = reachOf(strengths, shape);
  const { colour } = strengths;
  return Array.from({ length: place.count }, (_, n) => {
    const drawn = (kind: keyof typeof KINDS): readonly number[] =>
      words(place.seed, Stream.Augmentation + pass, place.step, WORDS * n + KINDS[kind]);
    const happens = (words: readonly number[]): boolean => words[3]! >>> 8 < chance;
    const change = { ...STILL };
    const recolour = drawn('colour');
    if (happens(recolour)) {
      const [brightness, saturation, contrast] = recolour.map((word) => unit(word) - 0.5);
      change.brightness = colour * brightness!;
      change.saturation = 1 + 2 * colour * saturation!;
      change.contrast = 1 + colour * contrast!;
    }
    const move = drawn('translation');
    if (happens(move)) {
      change.down = below(move[0]!, 2 * reach.down + 1) - reach.down;
      change.right = below(move[1]!, 2 * reach.right + 1) - reach.right;
    }
    const cut = drawn('cutout');
    if (happens(cut)) {
      change.cutTop = cornerOf(cut[0]!, shape.height, reach.cutHeight);
      change.cutLeft = cornerOf(cut[1]!, shape.width, reach.cutWidth);
      change.cutHeight = reach.cutHeight;
      change.cutWidth = reach.cutWidth;
    }
    return change;
  });
}

/** Where a box begins whose centre lies anywhere in 0..edge. */
const cornerOf = (word: number, edge: number, box: number): number =>
  below(word, edge + 1 - (box % 2)) - Math.floor(box / 2);

/** 24 bits, which float32 holds exactly. */
const unit = (word: number): number => (word >>> 8) / 16777216;

/** A whole number in 0..count - 1, of 16 bits: whole numbers alone, so that engines agree. */
const below = (word: number, count: number): number => ((word >>> 16) * count) >>> 16;
