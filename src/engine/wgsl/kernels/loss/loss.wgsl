// Gradients of the mean sigmoid cross-entropy in the logits, (sigmoid(l) - target) share / count, and
// the logits themselves into the ring of metrics, [slot][real, fake, generator's][batchSize]: losses and
// scores are computed from them in float64 where they are read.
// OF 0: the discriminator's, [2 count]; 1: the generator's, [count]; 2: both from one pass: the
// generator's logits are those of the fakes.
struct Params {
  // Pictures here, before these in the batch, and in the whole batch.
  count: u32, firstImage: u32, total: u32,
  batchSize: u32, slots: u32,
  realLabel: f32, share: f32,
  logitsBase: u32, gradientBase: u32, generatorBase: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> logits: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> gradient: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> ring: array<f32>;
@group(0) @binding(4) var<storage, read> state: array<u32>;
#if OF == 2
@group(0) @binding(5) var<storage, read_write> generatorGradient: array<vec4f>;
#end

fn sigmoid(l: f32) -> f32 { return 1.0 / (1.0 + exp(-l)); }

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) thread: u32) {
  let slot = (state[0] % params.slots) * 3u * params.batchSize + params.firstImage;
  let count = f32(params.total);
#if OF == 1
  for (var i = thread; i < params.count; i += 64u) {
    let l = logits[params.logitsBase + i].x;
    gradient[params.gradientBase + i] = vec4f((sigmoid(l) - 1.0) / count, 0.0, 0.0, 0.0);
    ring[slot + 2u * params.batchSize + i] = l;
  }
#else
  for (var i = thread; i < 2u * params.count; i += 64u) {
    let l = logits[params.logitsBase + i].x;
    let real = i < params.count;
    let target_ = select(0.0, params.realLabel, real);
    gradient[params.gradientBase + i] = vec4f((sigmoid(l) - target_) * params.share / count, 0.0, 0.0, 0.0);
    ring[slot + select(params.batchSize + i - params.count, i, real)] = l;
#if OF == 2
    if (!real) {
      generatorGradient[params.generatorBase + i - params.count] = vec4f((sigmoid(l) - 1.0) / count, 0.0, 0.0, 0.0);
      ring[slot + 2u * params.batchSize + i - params.count] = l;
    }
#end
  }
#end
}
