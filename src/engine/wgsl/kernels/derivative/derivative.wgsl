// The way back through the activation and the dropout that end a net, in place: the gradient is
// multiplied by the derivative of the activation whose value was saved, and by the mask.
struct Params {
  vectors: u32,
  // Pictures of one group; places and vectors of channels of one picture.
  images: u32, outHeight: u32, outWidth: u32, out4: u32,
  gradientBase: u32, savedBase: u32,
  slope: f32,
  // As in convolve.wgsl.
  seed: u32, stream: u32, threshold: u32, scale: f32, channels: u32, block4: u32,
  firstImage: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read> saved: array<vec4f>;
#if DROPOUT
@group(0) @binding(3) var<storage, read> state: array<u32>;
#end

@compute @workgroup_size(64)
fn main(
  @builtin(local_invocation_index) thread: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let at = (workgroup.y * workgroups.x + workgroup.x) * 64u + thread;
  if (at >= params.vectors) { return; }
#if DROPOUT
  let rowsInGroup = params.images * params.outHeight * params.outWidth;
  let row = at / params.out4;
  let column = at % params.out4;
  let group = row / rowsInGroup;
  let rowOfBatch = row % rowsInGroup + params.firstImage * params.outHeight * params.outWidth;
  let element = (rowOfBatch * (params.out4 / params.block4) + column / params.block4) * params.channels
    + 4u * (column % params.block4);
  let mask = dropoutMask(params.seed, params.stream + 256u * group, state[0], element, params.threshold, params.scale);
  // What was saved has been through dropout.
  gradient[params.gradientBase + at] *= derivative(saved[params.savedBase + at] / params.scale, params.slope) * mask;
#else
  gradient[params.gradientBase + at] *= derivative(saved[params.savedBase + at], params.slope);
#end
}
