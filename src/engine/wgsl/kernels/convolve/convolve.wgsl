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
#for q in Q
  let column$q = workgroup.x * params.lanes * Q + lane + $qu * params.lanes;
  let weightColumn$q = params.weightsBase + min(column$q, params.out4 - 1u);
#end
#for p in P
#for q in Q
  var sum$p_$q = vec4f(0.0);
#end
#end

#if FETCH == 2
#use tiles
#else
#use registers
#end
#use out
}
