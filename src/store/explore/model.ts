import type { KeptGenerator } from '../../contract/commands';
import type { StudioErrorData } from '../../contract/errors';
import type { Drawn, DrawnCanvas, OpenGenerator, Urgency } from '../../contract/explore';
import type { DirectionRecord, FavouriteRecord } from '../../contract/records';
import type { Origin } from '../../explore/origin';
import type { Rgba } from './pictures';

/** What is done with a picture (`from`, which was in hand when it began) and others, which are pressed one
 *  after another. */
export type Tool =
  | { readonly kind: 'near'; readonly from: Origin; readonly seed: number }
  | {
      readonly kind: 'children';
      readonly from: Origin;
      readonly seed: number;
      readonly others: readonly Origin[];
    }
  | {
      readonly kind: 'morph';
      readonly from: Origin;
      readonly others: readonly Origin[];
      /** 0 is the picture it begins with, 1 the first of the others, and so on. */
      readonly at: number;
      /** True while one more picture is waited for. */
      readonly adding: boolean;
    }
  | { readonly kind: 'sum'; readonly from: Origin; readonly others: readonly Origin[] };

export type ToolKind = Tool['kind'];

/** How many other pictures a tool waits for. */
export const OTHERS: Readonly<Record<ToolKind, number>> = {
  near: 0,
  children: 1,
  morph: 1,
  sum: 2,
};

/** What the room Explore shows. */
export interface ExploreState {
  readonly generator: KeptGenerator | null;
  /** Null until it is open. */
  readonly opened: OpenGenerator | null;
  readonly error: StudioErrorData | null;
  /** Epochs of the run whose generators are kept, ascending. */
  readonly epochs: readonly number[];
  /** The picture in hand. */
  readonly hand: Origin | null;
  readonly tool: Tool | null;
  /** How far "More like this" goes, 0..1. */
  readonly distance: number;
  /** As `truncated` takes it. */
  readonly truncation: number;
  /** First seed of the wall. */
  readonly firstSeed: number;
  /** Pictures by seed, the map, or pictures by the discriminator's score. */
  readonly view: 'wall' | 'map' | 'scores';
  /** Where on the map the middle of the view is. */
  readonly place: { readonly x: number; readonly y: number };
  /** Of the generator's run, in the order of their keeping. */
  readonly favourites: readonly FavouriteRecord[];
  readonly directions: readonly DirectionRecord[];
  /** Vectors by the names that origins know them by: `a1` the first found by activations, `c1` by the
   *  closed form, `k` and a time one that was kept. */
  readonly vectors: ReadonlyMap<string, Float32Array<ArrayBuffer>>;
  /** True while directions are looked for. */
  readonly finding: boolean;
}

export interface ExploreActions {
  /** Opens a generator, and what was kept of its run. */
  explore(generator: KeptGenerator): Promise<void>;
  /** Takes a picture in hand; where a tool waits for another picture, it is that one. */
  press(origin: Origin): void;
  take(origin: Origin): void;
  /** Begins with a tool, or with new pictures of the one under way. */
  use(kind: ToolKind): void;
  /** Moves along a morph. */
  morphTo(at: number): void;
  /** Lets a morph go on to the picture that is pressed next. */
  addToMorph(): void;
  endTool(): void;
  set(change: Partial<Settable>): void;
  /** Keeps the picture in hand. */
  favour(name: string): Promise<void>;
  rename(favourite: FavouriteRecord, name: string): Promise<void>;
  forget(favourite: FavouriteRecord): Promise<void>;
  /** Looks for directions in the generator: by the closed form, which is there at once, and by activations. */
  findDirections(): Promise<void>;
  /** Moves the picture in hand along a direction to so many lengths of it. */
  move(direction: string, amount: number): void;
  keepDirection(direction: string, name: string): Promise<void>;
  renameDirection(direction: DirectionRecord, name: string): Promise<void>;
  forgetDirection(direction: DirectionRecord): Promise<void>;
  /** Brings in directions that somebody shared. */
  takeDirections(file: Blob): Promise<void>;
  /** A picture if it is painted already. */
  painted(origin: Origin, generator?: KeptGenerator, truncation?: number): Rgba | null;
  /** Paints those that are not; resolves once all are there.
   *  @param progress told whenever some are.
   *  @param truncation another one than the room's; likewise above and below. */
  paint(
    origins: readonly Origin[],
    urgency: Urgency,
    signal: AbortSignal,
    generator?: KeptGenerator,
    progress?: () => void,
    truncation?: number,
  ): Promise<void>;
  /** A canvas to draw on, where what is open `draws`; as Explorer's. */
  takeCanvas(offscreen: OffscreenCanvas, onLost: () => void): DrawnCanvas;
  /** Draws a picture; one that had to be read back is `painted` then, and what is open draws no more.
   *  @throws StudioError `cancelled` where a later picture took its place. */
  draw(origin: Origin, canvas: DrawnCanvas, truncation?: number): Promise<Drawn['kind']>;
  /** Gives back what exploring took; the picture in hand stays for the next time. */
  leave(): void;
}

export type Settable = Pick<
  ExploreState,
  'distance' | 'truncation' | 'firstSeed' | 'view' | 'place'
>;

export type Explore = ExploreState & { readonly actions: ExploreActions };
