import type { Tiling } from './convolution';
import type { DispatchList } from './dispatch';
import { storage, whole, type Tensor } from './tensor';
import type { GpuTraits } from './traits';

/** Tiles that are merged to one. */
const MANY = 64;
const THREADS = 64;

/** What a convolution left of each tile, [groups][tiles][2][channels4]. */
export interface Tiled {
  readonly moments: Tensor;
  readonly tiling: Tiling;
}

/**
 * Fewer, larger tiles where there are many.
 * @param kind 'moments': means and squared distances; 'sums': the two sums of the way back.
 */
export function mergeTiles(
  list: DispatchList,
  label: string,
  { moments, tiling }: Tiled,
  channels4: number,
  groups: number,
  kind: 'moments' | 'sums',
  { mergesFrom }: GpuTraits,
): Tiled {
  if (tiling.tiles < mergesFrom) return { moments, tiling };
  const { rowsInTile, rowsInPhase, tilesInPhase, tiles } = tiling;
  const phases = tiles / tilesInPhase;
  const merged = Math.ceil(tilesInPhase / MANY);
  const results = groups * phases * merged;
  const y = whole(storage(`${label} merged`, results * 2 * channels4));
  list.add({
    kernel: 'merge',
    label: `${label} ${kind}`,
    flags: { MANY, SUMS: kind === 'sums' ? 1 : 0 },
    params: {
      channels4,
      segments: groups * phases,
      tiles: tilesInPhase,
      merged,
      rowsInTile,
      rowsInPhase,
    },
    tensors: { moments, y },
    grid: [Math.ceil((results * channels4) / THREADS), 1, 1],
  });
  return {
    moments: y,
    tiling: {
      rowsInTile: MANY * rowsInTile,
      rowsInPhase,
      tilesInPhase: merged,
      tiles: phases * merged,
    },
  };
}
