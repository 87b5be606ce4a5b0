// Gradients of weight / 2 ((above - below) / (2 reach))^2 in both logits of each picture, times the share of
// the weight that is in force. `scale`: weight / (4 reach^2), over the pictures of the batch.
struct Params {
  pictures: u32, scale: f32,
  aboveBase: u32, belowBase: u32, aboveGradientBase: u32, belowGradientBase: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> above: array<vec4f>;
@group(0) @binding(2) var<storage, read> below: array<vec4f>;
@group(0) @binding(3) var<storage, read> state: array<u32>;
@group(0) @binding(4) var<storage, read_write> aboveGradient: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> belowGradient: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= params.pictures) { return; }
  let difference = above[params.aboveBase + i].x - below[params.belowBase + i].x;
  let slope = difference * params.scale * bitcast<f32>(state[8]);
  aboveGradient[params.aboveGradientBase + i] = vec4f(slope, 0.0, 0.0, 0.0);
  belowGradient[params.belowGradientBase + i] = vec4f(-slope, 0.0, 0.0, 0.0);
}
