// The gradient of a (transposed) convolution in its weights, split over places; Adam adds the parts.
//
//   dw[i, j, a, b] = sum over n, r, c of big[n, r stride + i - pad, c stride + j - pad, a] small[n, r, c, b]
//
// "big" is the side of the convolution's input, "small" that of its output. ROWS_BIG: whether the rows
// of the result are the big side's channels (columns are the other's). A thread makes ROWS vectors of
// rows by Q vectors of columns, for one tap and one split, or for a share of its lines, where SPLIT_LANES
// threads add up what they found. ACCUMULATE: adds to what is there.
// FETCH 0: straight from memory. 1: four neighbouring lanes load the rows of four places and hand them
// round. 2: 16 places by 32 ROWS and 32 Q channels go through workgroup memory, the next ones on their
// way meanwhile; lines are of whole fours then.
#if FETCH == 1
enable subgroups;
#end
#part products
#for r in ROWS
#for q in Q
      sum$r_0_$q = fma(vec4f(value$r.x), other$q, sum$r_0_$q);
      sum$r_1_$q = fma(vec4f(value$r.y), other$q, sum$r_1_$q);
      sum$r_2_$q = fma(vec4f(value$r.z), other$q, sum$r_2_$q);
      sum$r_3_$q = fma(vec4f(value$r.w), other$q, sum$r_3_$q);
#end
#end
#end
struct Params {
  bigHeight: u32, bigWidth: u32, smallHeight: u32, smallWidth: u32,
  rows4: u32, columns4: u32,
  kernel: u32, stride: u32, pad: u32,
  // Rows of places, images of the small side times its height, and how many a split takes.
  lines: u32, linesPerSplit: u32,
  lanes: u32, columnBlocks: u32,
  bigBase: u32, smallBase: u32, partsBase: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> big: array<vec4f>;
@group(0) @binding(2) var<storage, read> small: array<vec4f>;
// [split][tap][row][columns4]
@group(0) @binding(3) var<storage, read_write> parts: array<vec4f>;

#if FETCH == 2
// [place][vector]
var<workgroup> tileRows: array<vec4f, 128 * ROWS>;
var<workgroup> tileColumns: array<vec4f, 128 * Q>;
#else
#if !SPLIT_LANES == 1
// [accumulator][thread]
var<workgroup> shares: array<vec4f, THREADS * ROWS * 4 * Q>;
#end
#end

@compute @workgroup_size(THREADS)
fn main(
  @builtin(local_invocation_index) thread: u32,
  @builtin(workgroup_id) workgroup: vec3u,
#if FETCH == 1
  @builtin(subgroup_invocation_id) subgroupLane: u32,
#end
) {
  let i = workgroup.y / params.kernel;
  let j = workgroup.y % params.kernel;
  let split = workgroup.z;
  let lane = thread % params.lanes;
  let slots = THREADS / SPLIT_LANES / params.lanes;
  let slot = (thread / params.lanes) % slots;
  let columnBlock = workgroup.x % params.columnBlocks;
  let rowBlock = workgroup.x / params.columnBlocks;
#for r in ROWS
  let row$r = (rowBlock * slots * ROWS) + slot + $ru * slots;
  let readRow$r = min(row$r, params.rows4 - 1u);
#end
#for q in Q
  let column$q = columnBlock * params.lanes * Q + lane + $qu * params.lanes;
  let readColumn$q = min(column$q, params.columns4 - 1u);
#end
#for r in ROWS
#for q in Q
  var sum$r_0_$q = vec4f(0.0);
  var sum$r_1_$q = vec4f(0.0);
  var sum$r_2_$q = vec4f(0.0);
  var sum$r_3_$q = vec4f(0.0);
#end
#end
  let begin = split * params.linesPerSplit;
  let end = min(begin + params.linesPerSplit, params.lines);

#if SPLIT_LANES == 1
#if FETCH == 0
  if (row0 >= params.rows4 || column0 >= params.columns4) { return; }
#end
#end
#if !FETCH == 2
  // Columns of the small side whose tap meets the big one.
  let start = u32(max(0, (i32(params.pad) - i32(j) + i32(params.stride) - 1) / i32(params.stride)));
  // A tap behind a narrow picture meets none; division would round what is below zero up.
  let reach = i32(params.bigWidth) - 1 + i32(params.pad) - i32(j);
  let stop = select(min(i32(params.smallWidth) - 1, reach / i32(params.stride)), -1, reach < 0);
#if FETCH == 1
  // One loop over fours of places: a loop within a loop costs an emulated card as much as several fours.
  let fours = u32(max(0, stop - i32(start) + 4)) / 4u;
  for (var m = 0u; m < (end - min(begin, end)) * fours; m++) {
    let line = begin + m / fours;
    let c = i32(start + 4u * (m % fours));
    let bigY = i32((line % params.smallHeight) * params.stride + i) - i32(params.pad);
    let lineInside = bigY >= 0 && bigY < i32(params.bigHeight);
    let bigLine = (line / params.smallHeight * params.bigHeight + u32(select(0, bigY, lineInside))) * params.bigWidth;
    let mineAt = u32(min(c + i32(subgroupLane & 3u), stop));
    let exists = select(0.0, 1.0, lineInside && c + i32(subgroupLane & 3u) <= stop);
#if ROWS_BIG
    let rowsAt = params.bigBase + (bigLine + mineAt * params.stride + j - params.pad) * params.rows4;
#else
    let rowsAt = params.smallBase + (line * params.smallWidth + mineAt) * params.rows4;
#end
#for r in ROWS
#if ROWS_BIG
    let mine$r = big[rowsAt + readRow$r] * exists;
#else
    let mine$r = small[rowsAt + readRow$r] * exists;
#end
#end
#for k in 4
    {
      let at = u32(min(c + $k, stop));
#for r in ROWS
      let value$r = quadBroadcast(mine$r, $ku);
#end
#if ROWS_BIG
      let columnsAt = params.smallBase + (line * params.smallWidth + at) * params.columns4;
#else
      let columnsAt = params.bigBase + (bigLine + at * params.stride + j - params.pad) * params.columns4;
#end
#for q in Q
#if ROWS_BIG
      let other$q = small[columnsAt + readColumn$q];
#else
      let other$q = big[columnsAt + readColumn$q];
#end
#end
#use products
    }
#end
  }
#else
#if SPLIT_LANES == 1
  for (var line = begin; line < end; line++) {
#else
  for (var line = begin + thread / (slots * params.lanes); line < end; line += SPLIT_LANES) {
#end
    let image = line / params.smallHeight;
    let bigY = i32((line % params.smallHeight) * params.stride + i) - i32(params.pad);
    if (bigY < 0 || bigY >= i32(params.bigHeight)) { continue; }
    let bigLine = (image * params.bigHeight + u32(bigY)) * params.bigWidth;
    for (var c = i32(start); c <= stop; c++) {
      let bigAt = bigLine + u32(c) * params.stride + j - params.pad;
      let smallAt = line * params.smallWidth + u32(c);
#if ROWS_BIG
      let rowsAt = params.bigBase + bigAt * params.rows4;
      let columnsAt = params.smallBase + smallAt * params.columns4;
#else
      let rowsAt = params.smallBase + smallAt * params.rows4;
      let columnsAt = params.bigBase + bigAt * params.columns4;
#end
#for r in ROWS
#if ROWS_BIG
      let value$r = big[rowsAt + readRow$r];
#else
      let value$r = small[rowsAt + readRow$r];
#end
#end
#for q in Q
#if ROWS_BIG
      let other$q = small[columnsAt + readColumn$q];
#else
      let other$q = big[columnsAt + readColumn$q];
#end
#end
#use products
    }
  }
#end
#else
  let places = (end - min(begin, end)) * params.smallWidth;
  // This thread loads one vector of either side at four places beside one another, which are of one
  // line; where the tile is 8 vectors wide, every other eight threads load none.
  let rowsWide = 8u * ROWS;
  let columnsWide = 8u * Q;
  let wide = thread % 16u;
  let place4 = thread / 16u * 4u;
  let loadRow = rowBlock * rowsWide + wide;
  let loadColumn = columnBlock * columnsWide + wide;
  let rowLive = wide < rowsWide && loadRow < params.rows4;
  let columnLive = wide < columnsWide && loadColumn < params.columns4;
  let zero = vec4f(0.0);
  // Where the next places lie: on the small side, and their line's on the big one.
  var line = begin + place4 / params.smallWidth;
  var c = place4 % params.smallWidth;
  var smallY = line % params.smallHeight;
  var bigTop = line / params.smallHeight * params.bigHeight;
#for k in 4
  var left$k: vec4f;
  var right$k: vec4f;
#end
  for (var next = 0u; ; next += 16u) {
    // What comes next is on its way while what is there is multiplied.
    let bigY = i32(smallY * params.stride + i) - i32(params.pad);
    let lineInside = line < end && bigY >= 0 && bigY < i32(params.bigHeight);
    let bigLine = (i32(bigTop) + bigY) * i32(params.bigWidth);
    let smallAt = line * params.smallWidth + c;
    let firstX = i32(c * params.stride + j) - i32(params.pad);
#for k in 4
    {
      let x = firstX + i32($ku * params.stride);
      let inside = lineInside && x >= 0 && x < i32(params.bigWidth);
      let rowInside = inside && rowLive;
      let columnInside = inside && columnLive;
#if ROWS_BIG
      left$k = select(zero, big[params.bigBase + select(0u, u32(bigLine + x) * params.rows4 + loadRow, rowInside)], rowInside);
      right$k = select(zero, small[params.smallBase + select(0u, (smallAt + $ku) * params.columns4 + loadColumn, columnInside)], columnInside);
#else
      left$k = select(zero, small[params.smallBase + select(0u, (smallAt + $ku) * params.rows4 + loadRow, rowInside)], rowInside);
      right$k = select(zero, big[params.bigBase + select(0u, u32(bigLine + x) * params.columns4 + loadColumn, columnInside)], columnInside);
#end
    }
#end
    c += 16u;
    while (c >= params.smallWidth) {
      c -= params.smallWidth;
      line += 1u;
      smallY += 1u;
      if (smallY == params.smallHeight) {
        smallY = 0u;
        bigTop += params.bigHeight;
      }
    }
    if (next > 0u) {
      for (var k = 0u; k < 16u; k += 4u) {
#for k in 4
        {
#for r in ROWS
          let value$r = tileRows[(k + $ku) * rowsWide + slot + $ru * 8u];
#end
#for q in Q
          let other$q = tileColumns[(k + $ku) * columnsWide + lane + $qu * 8u];
#end
#use products
        }
#end
      }
    }
    if (next >= places) { break; }
    workgroupBarrier();
#for k in 4
    if (wide < rowsWide) { tileRows[(place4 + $ku) * rowsWide + wide] = left$k; }
    if (wide < columnsWide) { tileColumns[(place4 + $ku) * columnsWide + wide] = right$k; }
#end
    workgroupBarrier();
  }
#end

#if !SPLIT_LANES == 1
#for r in ROWS
#for z in 4
#for q in Q
  shares[(($ru * 4u + $zu) * Q + $qu) * THREADS + thread] = sum$r_$z_$q;
#end
#end
#end
  workgroupBarrier();
  if (thread >= slots * params.lanes) { return; }
  for (var other = thread + slots * params.lanes; other < THREADS; other += slots * params.lanes) {
#for r in ROWS
#for z in 4
#for q in Q
    sum$r_$z_$q += shares[(($ru * 4u + $zu) * Q + $qu) * THREADS + other];
#end
#end
#end
  }
#end
  let taps = params.kernel * params.kernel;
  let size = taps * params.rows4 * 4u * params.columns4;
#for r in ROWS
#for q in Q
  if (row$r < params.rows4 && column$q < params.columns4) {
    let at = params.partsBase + split * size + (workgroup.y * params.rows4 + row$r) * 4u * params.columns4 + column$q;
#for z in 4
#if ACCUMULATE
    parts[at + $zu * params.columns4] += sum$r_$z_$q;
#else
    parts[at + $zu * params.columns4] = sum$r_$z_$q;
#end
#end
  }
#end
#end
}
