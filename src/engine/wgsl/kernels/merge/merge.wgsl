// Merges the moments of MANY tiles at a time, where there are so many that each workgroup of the
// normalising kernels would read them for too long: [segment][tile][2][channels4] to
// [segment][merged][2][channels4]; a segment is a phase of a group, whose last tile may have fewer rows.
// SUMS 0: means and sums of squared distances (Chan, Golub and LeVeque 1983). 1: the two sums of the
// way back.
struct Params {
  channels4: u32, segments: u32, tiles: u32, merged: u32,
  rowsInTile: u32, rowsInPhase: u32,
  momentsBase: u32, yBase: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> moments: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let column = id.x % params.channels4;
  let out = id.x / params.channels4;
  let segment = out / params.merged;
  if (segment >= params.segments) { return; }
  let first = (out % params.merged) * MANY;
  let end = min(first + MANY, params.tiles);
  var count = 0.0;
  var a = vec4f(0.0);
  var b = vec4f(0.0);
  for (var tile = first; tile < end; tile++) {
    let at = params.momentsBase + (segment * params.tiles + tile) * 2u * params.channels4 + column;
    let nextA = moments[at];
    let nextB = moments[at + params.channels4];
#if SUMS
    a += nextA;
    b += nextB;
#else
    let rows = f32(min(params.rowsInTile, params.rowsInPhase - tile * params.rowsInTile));
    let delta = nextA - a;
    let share = rows / (count + rows);
    b += nextB + delta * delta * (count * share);
    a += delta * share;
    count += rows;
#end
  }
  let at = params.yBase + out * 2u * params.channels4 + column;
  y[at] = a;
  y[at + params.channels4] = b;
}
