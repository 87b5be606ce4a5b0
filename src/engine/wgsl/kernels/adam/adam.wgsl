// Adam (Kingma and Ba 2015, algorithm 1) over all weights of one net at once:
//   m = beta1 m + (1 - beta1) g,  v = beta2 v + (1 - beta2) g^2,
//   w = w - rate c2 / c1 m / (sqrt(v) + epsilon c2),  c1 = 1 - beta1^t,  c2 = sqrt(1 - beta2^t).
// AVERAGE: whether an average of the weights takes its share of the new ones, by nets/average.ts:
//   average = average + share (w - average),  share = 1 - 0.5^(1 / h),  h = min(half-life, 0.05 step).
// FOLDS: whether there are composed kernels (an emulated card computes what no thread takes as well).
// The gradient of a weight is the sum of its parts (splits, groups), and, for a 3x3 kernel that was
// composed with the upsampling or pooling beside it, of the composed taps that it went into.
struct Params {
  beta1: f32, beta2: f32, share1: f32, share2: f32, epsilon: f32,
  // Whether epsilon is added to sqrt(v) as it is, without c2: Keras' form.
  plainEpsilon: u32,
  // Natural logarithms of the betas.
  log1: f32, log2: f32,
  // Places of the update counter and the rate in the state.
  counter: u32, rate: u32,
  blocks: u32,
  // Place of this net among the flags.
  flag: u32,
  // Of the average, in steps.
  halfLife: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> state: array<u32>;
// The segment of each block of 256 vectors.
@group(0) @binding(2) var<storage, read> blockSegments: array<u32>;
struct Segment {
  // Vectors: where the tensor begins, how many it has, where its parts begin and lie apart.
  start: u32, count: u32, partsAt: u32, splits: u32, stride: u32,
  // 0 none, 1 upsampling, 2 pooling; edge of the kernel; vectors of one tap.
  fold: u32, kernel: u32, tapVectors: u32,
}
@group(0) @binding(3) var<storage, read> segments: array<Segment>;
@group(0) @binding(4) var<storage, read> parts: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> weights: array<vec4f>;
// [vector][2]: first and second moment.
@group(0) @binding(6) var<storage, read_write> adamMoments: array<vec4f>;
@group(0) @binding(7) var<storage, read_write> flags: array<atomic<u32>>;
#if AVERAGE
@group(0) @binding(8) var<storage, read_write> average: array<vec4f>;
#end

// 1 - exp(x) for x <= 0, without cancellation near 0.
fn oneMinusExp(x: f32) -> f32 {
  if (x < -0.5) { return 1.0 - exp(x); }
  var sum = 1.0;
  for (var n = 10.0; n > 1.0; n -= 1.0) { sum = 1.0 + sum * x / n; }
  return -x * sum;
}

fn sumOfParts(segment: Segment, at: u32) -> vec4f {
  var sum = vec4f(0.0);
  var place = segment.partsAt + at;
  var left = segment.splits;
#if AHEAD
  // Four are on their way at once, and still added one after another.
  for (; left >= 4u; left -= 4u) {
    let a = parts[place];
    let b = parts[place + segment.stride];
    let c = parts[place + 2u * segment.stride];
    let d = parts[place + 3u * segment.stride];
    sum = sum + a + b + c + d;
    place += 4u * segment.stride;
  }
#end
  for (; left > 0u; left--) {
    sum += parts[place];
    place += segment.stride;
  }
  return sum;
}

fn gradientOf(segment: Segment, at: u32) -> vec4f {
#if FOLDS
  if (segment.fold == 0u) { return sumOfParts(segment, at); }
  let tap = at / segment.tapVectors;
  let within = at % segment.tapVectors;
  let last = segment.kernel - 1u;
  let i = select(tap / segment.kernel, last - tap / segment.kernel, segment.fold == 1u);
  let j = select(tap % segment.kernel, last - tap % segment.kernel, segment.fold == 1u);
  let edge = segment.kernel + 1u;
  let sum = sumOfParts(segment, (i * edge + j) * segment.tapVectors + within)
    + sumOfParts(segment, (i * edge + j + 1u) * segment.tapVectors + within)
    + sumOfParts(segment, ((i + 1u) * edge + j) * segment.tapVectors + within)
    + sumOfParts(segment, ((i + 1u) * edge + j + 1u) * segment.tapVectors + within);
  return sum * select(0.25, 1.0, segment.fold == 1u);
#else
  return sumOfParts(segment, at);
#end
}

@compute @workgroup_size(THREADS)
fn main(
  @builtin(local_invocation_index) thread: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let block = workgroup.y * workgroups.x + workgroup.x;
  if (block >= params.blocks) { return; }
  let segment = segments[blockSegments[block]];
  let t = f32(state[params.counter] + 1u);
  let c1 = oneMinusExp(t * params.log1);
  let c2 = sqrt(oneMinusExp(t * params.log2));
  let factor = bitcast<f32>(state[params.rate]) * c2 / c1;
  let floor_ = params.epsilon * select(c2, 1.0, params.plainEpsilon != 0u);
#if AVERAGE
  // A half-life of no steps has no quotient; its share is 1.
  let halfLife = max(min(params.halfLife, 0.05 * f32(state[0])), 1e-6);
  let share = oneMinusExp(-0.6931471805599453 / halfLife);
#end
  for (var i = thread; i < 256u; i += THREADS) {
    let vector = block * 256u + i;
    let at = vector - segment.start;
    if (at >= segment.count) { return; }
    let gradient = gradientOf(segment, at);
    let m = adamMoments[2u * vector] * params.beta1 + gradient * params.share1;
    let v = adamMoments[2u * vector + 1u] * params.beta2 + gradient * gradient * params.share2;
    let w = weights[vector] - m / (sqrt(v) + floor_) * factor;
    adamMoments[2u * vector] = m;
    adamMoments[2u * vector + 1u] = v;
    weights[vector] = w;
#if AVERAGE
    average[vector] += share * (w - average[vector]);
#end
    // By the bits: a compiler may take it for granted that there is no NaN. 0x5f000000 is 2^63.
    let bits = bitcast<vec4u>(w) & vec4u(0x7fffffffu);
    if (any(bits > vec4u(0x5f000000u))) { atomicOr(&flags[0], 1u); }
    if (at == 0u && any(bits != vec4u(0u))) { atomicOr(&flags[params.flag], 1u); }
  }
}
