// The real half of a batch, [count, height, width, 4], values -1..1, unused channels 0.
// PACKED: bytes of the pictures that lie on the card, by the order at hand, mirrored at random;
// otherwise: float32 pixels that were uploaded.
struct Params {
  count: u32, height: u32, width: u32, channels: u32, yBase: u32,
  batchSize: u32, orderSteps: u32,
  // Pictures of the batch before these.
  firstImage: u32,
  // Pictures that this buffer holds.
  first: u32, held: u32,
  seed: u32, mirrorStream: u32, mirror: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
#if PACKED
@group(0) @binding(2) var<storage, read> pictures: array<u32>;
@group(0) @binding(3) var<storage, read> order: array<u32>;
@group(0) @binding(4) var<storage, read> state: array<u32>;
// byte / 127.5 - 1, as the reference rounds it.
@group(0) @binding(5) var<storage, read> scaled: array<f32>;
#else
@group(0) @binding(2) var<storage, read> pixels: array<f32>;
#end

@compute @workgroup_size(64)
fn main(
  @builtin(global_invocation_id) invocation: vec3u,
) {
  let area = params.height * params.width;
  let place = invocation.x;
  let image = invocation.y;
  if (place >= area || image >= params.count) { return; }
  var value = vec4f(0.0);
#if PACKED
  let position = (state[0] % params.orderSteps) * params.batchSize + params.firstImage + image;
  let picture = order[position];
  if (picture < params.first || picture >= params.first + params.held) { return; }
  var at = place;
  if (params.mirror != 0u) {
    let nth = params.firstImage + image;
    let number = words(params.seed, params.mirrorStream, state[0], nth >> 2u)[nth & 3u];
    // Below one half.
    if ((number >> 31u) == 0u) { at = place / params.width * params.width + (params.width - 1u - place % params.width); }
  }
  let byte = ((picture - params.first) * area + at) * params.channels;
  for (var c = 0u; c < params.channels; c++) {
    value[c] = scaled[(pictures[(byte + c) >> 2u] >> (8u * ((byte + c) & 3u))) & 255u];
  }
#else
  for (var c = 0u; c < params.channels; c++) {
    value[c] = pixels[((params.firstImage + image) * area + place) * params.channels + c];
  }
#end
  y[params.yBase + image * area + place] = value;
}
