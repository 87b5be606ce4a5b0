// Gradients of the mean losses in the logits, and the logits themselves into the ring of metrics,
// [slot][real, fake, generator's][batchSize]: losses and scores are computed from them in float64 where
// they are read. A group of `count` logits for each term: 0 the discriminator's on real pictures, 1 on
// generated ones, 2 the generator's.
// OWN: the discriminator's gradient is wanted, of `groups` groups whose terms begin with `term`.
// GENERATOR: the generator's is, of one of the groups. LOSS: as in nets/losses.ts. PAIRED: of two groups, a
// loss is of what a logit is above the one in its place in the other group; that is what the ring is told.
struct Params {
  // Pictures here, before these in the batch, and in the whole batch.
  count: u32, firstImage: u32, total: u32,
  batchSize: u32, slots: u32,
  groups: u32, term: u32, generatorGroup: u32,
  realLabel: f32, realWeight: f32, fakeWeight: f32, generatorWeight: f32,
  logitsBase: u32, gradientBase: u32, generatorGradientBase: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> logits: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> ring: array<f32>;
@group(0) @binding(3) var<storage, read> state: array<u32>;
#if OWN
@group(0) @binding(4) var<storage, read_write> gradient: array<vec4f>;
#end
#if GENERATOR
@group(0) @binding(5) var<storage, read_write> generatorGradient: array<vec4f>;
#end

// Of the picture in that place of all groups.
fn logit(at: u32) -> f32 {
  let own = logits[params.logitsBase + at].x;
#if PAIRED
  return own - logits[params.logitsBase + (at + params.count) % (2u * params.count)].x;
#else
  return own;
#end
}

// Of the loss in a logit. `aim`: what the discriminator is to say.
fn derivative(l: f32, term: u32, aim: f32) -> f32 {
#if LOSS == 0
  return 1.0 / (1.0 + exp(-l)) - aim;
#end
#if LOSS == 1
  if (term == 2u) { return -1.0; }
  if (term == 1u) { return select(0.0, 1.0, l > -1.0); }
  return select(0.0, -1.0, l < 1.0);
#end
#if LOSS == 2
  return l - aim;
#end
#if LOSS == 3
  return 1.0 / (1.0 + exp(-l)) - select(1.0, 0.0, term == 1u);
#end
}

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) thread: u32) {
  let slot = (state[0] % params.slots) * 3u * params.batchSize + params.firstImage;
  let count = f32(params.total);
#if OWN
  for (var i = thread; i < params.groups * params.count; i += 64u) {
    let l = logit(i);
    let term = params.term + i / params.count;
    let real = term == 0u;
    let slope = derivative(l, term, select(0.0, params.realLabel, real));
    gradient[params.gradientBase + i] = vec4f(slope * select(params.fakeWeight, params.realWeight, real) / count, 0.0, 0.0, 0.0);
    ring[slot + term * params.batchSize + i % params.count] = l;
  }
#end
#if GENERATOR
  for (var i = thread; i < params.count; i += 64u) {
    let l = logit(params.generatorGroup * params.count + i);
    generatorGradient[params.generatorGradientBase + i] = vec4f(derivative(l, 2u, 1.0) * params.generatorWeight / count, 0.0, 0.0, 0.0);
    ring[slot + 2u * params.batchSize + i] = l;
  }
#end
}
