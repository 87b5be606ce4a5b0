// A convolution ("down") or its transpose ("up", UP = 1), NHWC, channels in vectors of four.
//
//   down: y[n, r, c, b] = sum over i, j, a of x[n, r stride + i - pad, c stride + j - pad, a] w[i, j, a, b]
//   up:   its adjoint in x. Places that lie `stride` apart meet the same taps, so that each of the
//         stride x stride phases is a convolution of stride 1 whose taps go backwards.
//
// Both networks need both: one is the forward pass where the other is the gradient in the input.
// A thread makes P rows (places of the output, one after another) by Q vectors of channels.
// On the way out (BACKWARD = 0): bias, activation, dropout, and the moments of each TILE rows for batch
// norm; (BACKWARD = 1): the derivative of the activation before, and the sums its batch norm needs.
//
// FETCH 0: operands straight from memory. 1: four neighbouring lanes load each value of x once and hand
// it round. 2: tiles of 64 rows by 4 LANES Q channels go through workgroup memory, the next 16 inputs on
// their way while those that are there are multiplied; UP, inputs come in whole sixteens then.
#if FETCH == 1
enable subgroups;
#end

#part products
#for p in P
#for q in Q
        sum$p_$q = fma(vec4f(value$p[$z]), weight$z_$q, sum$p_$q);
#end
#end
#end

struct Params {
  inHeight: u32, inWidth: u32, in4: u32,
  outHeight: u32, outWidth: u32, out4: u32,
  // Places of one phase; the output itself where there is one.
  phaseHeight: u32, phaseWidth: u32,
  kernel: u32, stride: u32, pad: u32, taps: u32,
  // Images, rows and tiles (of TILE rows, per phase) of one group; batch norm counts groups apart.
  images: u32, rows: u32, tiles: u32, groups: u32,
  lanes: u32,
  xBase: u32, weightsBase: u32, biasBase: u32, yBase: u32, momentsBase: u32,
  savedBase: u32, rawBase: u32, statsBase: u32,
  slope: f32,
  // Dropout: number of the stream of the first group, keep threshold, scale; channels that count.
  seed: u32, stream: u32, threshold: u32, scale: f32, channels: u32, block4: u32,
  // Pictures of the batch before these.
  firstImage: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;
#if BIAS
@group(0) @binding(4) var<storage, read> bias: array<vec4f>;
#end
#if BACKWARD
@group(0) @binding(4) var<storage, read> saved: array<vec4f>;
#end
#if MOMENTS
// [group][tile][2][out4]: mean and sum of squared distances, or the two sums of the way back.
@group(0) @binding(5) var<storage, read_write> moments: array<vec4f>;
#if BACKWARD
@group(0) @binding(6) var<storage, read> raw: array<vec4f>;
@group(0) @binding(7) var<storage, read> stats: array<vec4f>;
#end
#end
#if DROPOUT
@group(0) @binding(8) var<storage, read> state: array<u32>;
#end

#if FETCH == 2
// [vector of inputs][row], turned about as the reads want it; [input][vector of channels].
var<workgroup> tileX: array<vec4f, 256>;
var<workgroup> tileW: array<vec4f, 16 * LANES * Q>;
#end

struct Place {
  // Row of the output, and where its first tap falls in the input.
  row: u32, y: i32, x: i32, image: u32,
}

// Row `m` of one phase of a group.
fn placeOf(m: u32, group: u32, phaseY: u32, phaseX: u32) -> Place {
  let area = params.phaseHeight * params.phaseWidth;
  let inGroup = m / area;
  let image = group * params.images + inGroup;
  let a = (m % area) / params.phaseWidth;
  let b = m % params.phaseWidth;
#if UP
  // First place that meets tap phaseY, from above.
  let shift = params.stride * params.kernel;
  let top = (phaseY + shift - params.pad) % params.stride;
  let left = (phaseX + shift - params.pad) % params.stride;
  let bigY = a * params.stride + top;
  let bigX = b * params.stride + left;
  let row = (image * params.outHeight + bigY) * params.outWidth + bigX;
  let exists = bigY < params.outHeight && bigX < params.outWidth;
  return Place(select(0xffffffffu, row, exists), i32((bigY + params.pad - phaseY) / params.stride),
    i32((bigX + params.pad - phaseX) / params.stride), inGroup);
#else
  let row = (image * params.outHeight + a) * params.outWidth + b;
  return Place(row, i32(a * params.stride) - i32(params.pad), i32(b * params.stride) - i32(params.pad), inGroup);
#end
}

// Index of the input's vectors at a tap, and 1 where the tap meets the input, else 0.
struct Source { at: u32, inside: f32 }
fn sourceOf(place: Place, t: u32, s: u32) -> Source {
#if UP
  let iy = place.y - i32(t);
  let ix = place.x - i32(s);
#else
  let iy = place.y + i32(t);
  let ix = place.x + i32(s);
#end
  let inside = iy >= 0 && ix >= 0 && iy < i32(params.inHeight) && ix < i32(params.inWidth);
  return Source(u32(select(0, iy, inside)) * params.inWidth + u32(select(0, ix, inside)), select(0.0, 1.0, inside));
}

@compute @workgroup_size(THREADS)
fn main(
  @builtin(local_invocation_index) thread: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
#if FETCH == 1
  @builtin(subgroup_invocation_id) subgroupLane: u32,
#end
) {
  let lane = thread % params.lanes;
  let slot = thread / params.lanes;
  let slots = THREADS / params.lanes;
  // A span is the rows of one thread.
  let workSpan = workgroup.z * workgroups.y + workgroup.y;
  let span = workSpan * slots + slot;
  let spans = (params.tiles * TILE + P - 1u) / P;
#if UP
  let phases = params.stride * params.stride;
#else
  let phases = 1u;
#end
  let spansInGroup = phases * spans;
  let group = span / spansInGroup;
  let phase = (span % spansInGroup) / spans;
  let phaseY = phase / params.stride;
  let phaseX = phase % params.stride;
  let first = (span % spans) * P;
  let live = group < params.groups;
  let safeGroup = min(group, params.groups - 1u);
#if !FETCH == 2
  // Loops here and at the end keep the code small; accumulators alone have names.
  var places: array<Place, P>;
  for (var p = 0u; p < P; p++) {
    places[p] = placeOf(min(first + p, params.rows - 1u), safeGroup, phaseY, phaseX);
  }
  var bases: array<u32, P>;
  var insides: array<f32, P>;
#end
#for q in Q
  let column$q = workgroup.x * params.lanes * Q + lane + $qu * params.lanes;
  let weightColumn$q = params.weightsBase + min(column$q, params.out4 - 1u);
#end
#for p in P
#for q in Q
  var sum$p_$q = vec4f(0.0);
#end
#end

#if !FETCH == 2
#if UP
#if FETCH == 1
  let tapsY = params.taps;
  let tapsX = params.taps;
#else
  let tapsY = (params.kernel - phaseY + params.stride - 1u) / params.stride;
  let tapsX = (params.kernel - phaseX + params.stride - 1u) / params.stride;
#end
#else
  let tapsY = params.kernel;
  let tapsX = params.kernel;
#end
  // One loop for both: loops within loops cost an emulated card much.
  for (var number = 0u; number < tapsY * tapsX; number++) {
      let t = number / tapsX;
      let s = number % tapsX;
#if UP
      let i = phaseY + t * params.stride;
      let j = phaseX + s * params.stride;
#else
      let i = t;
      let j = s;
#end
      // Of a phase with fewer taps than another, the last ones do not exist.
      let exists = select(0.0, 1.0, i < params.kernel && j < params.kernel);
      let tap = min(i, params.kernel - 1u) * params.kernel + min(j, params.kernel - 1u);
      for (var p = 0u; p < P; p++) {
        let source = sourceOf(places[p], t, s);
        let image = safeGroup * params.images + places[p].image;
        insides[p] = source.inside * exists;
        bases[p] = params.xBase + (image * params.inHeight * params.inWidth + source.at) * params.in4;
      }
#for p in P
      let base$p = bases[$p];
      let inside$p = insides[$p];
#end
      var w = tap * params.in4 * 4u * params.out4;
#if FETCH == 1
      for (var c = 0u; c < params.in4; c += 4u) {
#for p in P
        let mine$p = x[base$p + c + (subgroupLane & 3u)] * inside$p;
#end
#for k in 4
#for p in P
        let value$k_$p = quadBroadcast(mine$p, $ku);
#end
#for z in 4
#for q in Q
        let weight$k_$z_$q = weights[weightColumn$q + w];
#end
        w += params.out4;
#for p in P
#for q in Q
        sum$p_$q = fma(vec4f(value$k_$p[$z]), weight$k_$z_$q, sum$p_$q);
#end
#end
#end
#end
      }
#else
      for (var c = 0u; c < params.in4; c++) {
#for p in P
        let value$p = x[base$p + c] * inside$p;
#end
#for z in 4
#for q in Q
        let weight$z_$q = weights[weightColumn$q + w];
#end
        w += params.out4;
#use products
#end
      }
#end
  }
#else
  let zero = vec4f(0.0);
  // This thread loads one vector of inputs of a few rows: four threads beside one another read a row's.
  let loadInput = thread % 4u;
#for k in XLOADS
  let tileRow$k = thread / 4u + $ku * (THREADS / 4u);
  let span$k = workSpan * slots + tileRow$k / P;
  let group$k = min(span$k / spansInGroup, params.groups - 1u);
  let phase$k = (span$k % spansInGroup) / spans;
  let row$k = min((span$k % spans) * P + tileRow$k % P, params.rows - 1u);
  let place$k = placeOf(row$k, group$k, phase$k / params.stride, phase$k % params.stride);
  let image$k = params.xBase + (group$k * params.images + place$k.image) * params.inHeight * params.inWidth * params.in4;
  // The rows of one slot lie apart, so that neither writing nor reading meets a bank twice.
  let store$k = loadInput * 64u + (tileRow$k / P) * P + ((tileRow$k % P) ^ (tileRow$k / P));
  var x$k: vec4f;
#end
  let channelsWide = LANES * Q;
  let loadLane = thread % channelsWide;
  let loadRow = thread / channelsWide;
  let loadColumn = workgroup.x * channelsWide + loadLane;
#for k in WEIGHTS
  var w$k: vec4f;
#end
#if UP
  // All spans of a workgroup are of one phase: the plan sees to it.
  let workPhase = ((workSpan * slots) % spansInGroup) / spans;
  let tapY = workPhase / params.stride;
  let tapX = workPhase % params.stride;
  let tapsY = (params.kernel - tapY + params.stride - 1u) / params.stride;
  let tapsX = (params.kernel - tapX + params.stride - 1u) / params.stride;
#else
  let tapsY = params.kernel;
  let tapsX = params.kernel;
#end
  let depth = tapsY * tapsX * params.in4;
  // The next inputs of this thread: a tap, and a vector of its channels.
  var t = 0u;
  var s = 0u;
  var c = loadInput;
  for (var d = 0u; ; d += 4u) {
    while (c >= params.in4) {
      c -= params.in4;
      s += 1u;
      if (s == tapsX) {
        s = 0u;
        t += 1u;
      }
    }
#for k in XLOADS
    {
      let source = sourceOf(place$k, t, s);
      let inside = source.inside > 0.0 && t < tapsY;
      x$k = select(zero, x[image$k + select(0u, source.at * params.in4 + c, inside)], inside);
    }
#end
#if UP
    let tap = (tapY + t * params.stride) * params.kernel + tapX + s * params.stride;
    let firstWeight = (tap * params.in4 + c - loadInput) * 4u;
#else
    let firstWeight = d * 4u;
#end
    let column = loadColumn < params.out4;
#for k in WEIGHTS
    {
      let row = $ku * (THREADS / channelsWide) + loadRow;
      let inside = column && d * 4u + row < depth * 4u;
      w$k = select(zero, weights[params.weightsBase + select(0u, (firstWeight + row) * params.out4 + loadColumn, inside)], inside);
    }
#end
    c += 4u;
    if (d > 0u) {
      // Written out, so that places are known beforehand: a sixth faster than a loop on an H100.
#for c in 4
      {
#for p in P
        let value$p = tileX[$cu * 64u + slot * P + ($pu ^ slot)];
#end
#for z in 4
#for q in Q
        let weight$z_$q = tileW[($cu * 4u + $zu) * channelsWide + lane + $qu * LANES];
#end
#use products
#end
      }
#end
    }
    if (d >= depth) { break; }
    workgroupBarrier();
#for k in XLOADS
    tileX[store$k] = x$k;
#end
#for k in WEIGHTS
    tileW[$ku * THREADS + thread] = w$k;
#end
    workgroupBarrier();
  }
#end

  if (!live) { return; }
  var results: array<vec4f, P * Q>;
#for p in P
#for q in Q
  results[$pu * Q + $qu] = sum$p_$q;
#end
#end
  let groupRows = group * params.images * params.outHeight * params.outWidth;
  for (var q = 0u; q < Q; q++) {
    let column = workgroup.x * params.lanes * Q + lane + q * params.lanes;
    if (column >= params.out4) { break; }
#if BIAS
    let offset = bias[params.biasBase + column];
#end
#if MOMENTS
#if BACKWARD
    let mean = stats[params.statsBase + group * 2u * params.out4 + column];
    let scale = stats[params.statsBase + (group * 2u + 1u) * params.out4 + column];
#end
#end
    for (var tile = 0u; tile < P / TILE; tile++) {
    let begin = tile * TILE;
    if (first + begin >= params.rows) { break; }
    let end = min(begin + TILE, params.rows - first);
#if MOMENTS
    var total = vec4f(0.0);
    var other = vec4f(0.0);
#end
    for (var p = begin; p < end; p++) {
      let row = placeOf(first + p, group, phaseY, phaseX).row;
      if (row == 0xffffffffu) { continue; }
      let at = row * params.out4 + column;
      var out = results[p * Q + q];
#if DROPOUT
      let element = ((row - groupRows + params.firstImage * params.outHeight * params.outWidth) * (params.out4 / params.block4) + column / params.block4) * params.channels
        + 4u * (column % params.block4);
      let mask = dropoutMask(params.seed, params.stream + 256u * group, state[0], element, params.threshold, params.scale);
#end
#if BIAS
      out += offset;
#end
#if BACKWARD
#if DROPOUT
      // What was saved has been through dropout.
      out *= derivative(saved[params.savedBase + at] / params.scale, params.slope) * mask;
#else
      out *= derivative(saved[params.savedBase + at], params.slope);
#end
#if MOMENTS
      total += out;
      other += out * (raw[params.rawBase + at] - mean) * scale;
#end
#else
#if MOMENTS
      total += out;
      results[p * Q + q] = out;
#else
      out = activate(out, params.slope);
#if DROPOUT
      out *= mask;
#end
#end
#end
      y[params.yBase + at] = out;
    }
#if MOMENTS
#if !BACKWARD
    // Squares of distances from the tile's own mean: no cancellation (Chan, Golub and LeVeque 1983).
    total /= f32(end - begin);
    for (var p = begin; p < end; p++) {
      let distance = results[p * Q + q] - total;
      other += distance * distance;
    }
#end
    let row = (group * phases + phase) * params.tiles + first / TILE + tile;
    let at = params.momentsBase + row * 2u * params.out4 + column;
    moments[at] = total;
    moments[at + params.out4] = other;
#end
    }
  }
}
