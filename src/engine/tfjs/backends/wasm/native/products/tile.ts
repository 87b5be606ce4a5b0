// The heart of all products: four rows by eight columns at a time, in registers.

/** Rows of a tile, and columns of a panel. */
export const ROWS = 4;
export const COLUMNS = 8;
/** Bytes of one step of a packed tile and of a packed panel. */
export const TILE_STEP = 16;
export const PANEL_STEP = 32;

/**
 * out[4 rows][8] (+)= sum over steps of a[row][step] * panel[step][8], in the order of the steps.
 * Plain multiplications and additions, so that every machine gives the same bits.
 * @param a the first row's first step; `aStep` and `row` are bytes to the next step and to the next row:
 *   a packed tile has its rows beside each other.
 * @param panel `panelStep` are bytes to its next step.
 * @param start 0: add to what is there; else eight numbers that every row starts from.
 * @param out `outRow` are bytes to its next row.
 */
export function multiply(
  a: usize,
  aStep: usize,
  row: usize,
  panel: usize,
  panelStep: usize,
  steps: i32,
  start: usize,
  out: usize,
  outRow: usize,
): void {
  const fresh = start != 0;
  const out1 = out + outRow;
  const out2 = out1 + outRow;
  const out3 = out2 + outRow;
  const row2 = 2 * row;
  const row3 = 3 * row;
  let l0 = v128.load(fresh ? start : out);
  let r0 = v128.load(fresh ? start : out, 16);
  let l1 = v128.load(fresh ? start : out1);
  let r1 = v128.load(fresh ? start : out1, 16);
  let l2 = v128.load(fresh ? start : out2);
  let r2 = v128.load(fresh ? start : out2, 16);
  let l3 = v128.load(fresh ? start : out3);
  let r3 = v128.load(fresh ? start : out3, 16);
  for (const end = panel + <usize>steps * panelStep; panel < end; panel += panelStep) {
    const left = v128.load(panel);
    const right = v128.load(panel, 16);
    const x0 = v128.load_splat<f32>(a);
    l0 = f32x4.add(l0, f32x4.mul(x0, left));
    r0 = f32x4.add(r0, f32x4.mul(x0, right));
    const x1 = v128.load_splat<f32>(a + row);
    l1 = f32x4.add(l1, f32x4.mul(x1, left));
    r1 = f32x4.add(r1, f32x4.mul(x1, right));
    const x2 = v128.load_splat<f32>(a + row2);
    l2 = f32x4.add(l2, f32x4.mul(x2, left));
    r2 = f32x4.add(r2, f32x4.mul(x2, right));
    const x3 = v128.load_splat<f32>(a + row3);
    l3 = f32x4.add(l3, f32x4.mul(x3, left));
    r3 = f32x4.add(r3, f32x4.mul(x3, right));
    a += aStep;
  }
  v128.store(out, l0);
  v128.store(out, r0, 16);
  v128.store(out1, l1);
  v128.store(out1, r1, 16);
  v128.store(out2, l2);
  v128.store(out2, r2, 16);
  v128.store(out3, l3);
  v128.store(out3, r3, 16);
}

/**
 * Interleaves four runs of `count` numbers: out[i] = (a[i], b[i], c[i], d[i]).
 * @param stride bytes from one group of four to the next.
 */
export function interleave(
  out: usize,
  stride: usize,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  count: i32,
): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const va = v128.load(a);
    const vb = v128.load(b);
    const vc = v128.load(c);
    const vd = v128.load(d);
    const ab = v128.shuffle<f32>(va, vb, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(vc, vd, 0, 4, 1, 5);
    const ba = v128.shuffle<f32>(va, vb, 2, 6, 3, 7);
    const dc = v128.shuffle<f32>(vc, vd, 2, 6, 3, 7);
    v128.store(out, v128.shuffle<f64>(ab, cd, 0, 2));
    v128.store(out + stride, v128.shuffle<f64>(ab, cd, 1, 3));
    v128.store(out + 2 * stride, v128.shuffle<f64>(ba, dc, 0, 2));
    v128.store(out + 3 * stride, v128.shuffle<f64>(ba, dc, 1, 3));
    out += 4 * stride;
    a += 16;
    b += 16;
    c += 16;
    d += 16;
  }
  for (; i < count; i++) {
    store<f32>(out, load<f32>(a));
    store<f32>(out, load<f32>(b), 4);
    store<f32>(out, load<f32>(c), 8);
    store<f32>(out, load<f32>(d), 12);
    out += stride;
    a += 4;
    b += 4;
    c += 4;
    d += 4;
  }
}
