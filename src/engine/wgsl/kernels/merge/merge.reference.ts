/**
 * Mean and sum of squared distances of each tile and channel, in float64.
 * @param values [segments, rows, channels].
 * @returns [segments][tiles][2][channels].
 */
export function momentsOf(
  values: ArrayLike<number>,
  segments: number,
  rows: number,
  rowsInTile: number,
  channels: number,
): Float64Array {
  const tiles = Math.ceil(rows / rowsInTile);
  const out = new Float64Array(segments * tiles * 2 * channels);
  for (let segment = 0; segment < segments; segment++) {
    for (let tile = 0; tile < tiles; tile++) {
      const first = tile * rowsInTile;
      const count = Math.min(rowsInTile, rows - first);
      const at = (segment * tiles + tile) * 2 * channels;
      for (let c = 0; c < channels; c++) {
        const of = (r: number): number => values[(segment * rows + first + r) * channels + c]!;
        let mean = 0;
        for (let r = 0; r < count; r++) mean += of(r) / count;
        out[at + c] = mean;
        for (let r = 0; r < count; r++) out[at + channels + c]! += (of(r) - mean) ** 2;
      }
    }
  }
  return out;
}

/**
 * Sums of `many` tiles at a time, in float64.
 * @param tiles [segments][tiles][numbers]. @returns [segments][merged][numbers].
 */
export function mergeReference(
  sums: ArrayLike<number>,
  segments: number,
  tiles: number,
  many: number,
  numbers: number,
): Float64Array {
  const merged = Math.ceil(tiles / many);
  const out = new Float64Array(segments * merged * numbers);
  for (let i = 0; i < segments * tiles * numbers; i++) {
    const tile = Math.floor(i / numbers) % tiles;
    const segment = Math.floor(i / numbers / tiles);
    out[(segment * merged + Math.floor(tile / many)) * numbers + (i % numbers)]! += sums[i]!;
  }
  return out;
}
