// The way back through batch normalisation, in place. With u = (raw - mean) / sqrt(variance + epsilon)
// and n rows a group:
//   d beta = sum g,  d gamma = sum g u,
//   d raw = gamma / sqrt(variance + epsilon) (g - (d beta + u d gamma) / n).
// SUMS: those of all tiles come from the kernel that made g, and each workgroup merges those of its 16
// channels; otherwise it adds them up itself, which takes a workgroup to itself for all rows. Then it
// maps its share of the rows. WEIGHTS: d gamma and d beta are kept, one part a group;
// ACCUMULATE: added to what is there.
struct Params {
  channels4: u32,
  rows: u32, tiles: u32, rowsPerWorkgroup: u32,
  gradientBase: u32, rawBase: u32, momentsBase: u32, statsBase: u32,
  gammaBase: u32, gammaParts: u32, betaParts: u32,
}

// Threads of four vectors of channels.
const SLOTS = THREADS / 4u;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> gradient: array<vec4f>;
@group(0) @binding(2) var<storage, read> raw: array<vec4f>;
#if SUMS
@group(0) @binding(3) var<storage, read> moments: array<vec4f>;
#end
@group(0) @binding(4) var<storage, read> stats: array<vec4f>;
@group(0) @binding(5) var<storage, read> weights: array<vec4f>;
#if WEIGHTS
@group(0) @binding(6) var<storage, read_write> parts: array<vec4f>;
#end

var<workgroup> plain: array<vec4f, THREADS>;
var<workgroup> weighed: array<vec4f, THREADS>;

@compute @workgroup_size(THREADS)
fn main(
  @builtin(local_invocation_index) thread: u32,
  @builtin(workgroup_id) workgroup: vec3u,
) {
  let lane = thread % 4u;
  let slot = thread / 4u;
  let column = workgroup.x * 4u + lane;
  let channel = min(column, params.channels4 - 1u);
  let group = workgroup.z;
  var sum = vec4f(0.0);
  var product = vec4f(0.0);
  let mean = stats[params.statsBase + group * 2u * params.channels4 + channel];
  let inverse = stats[params.statsBase + (group * 2u + 1u) * params.channels4 + channel];
#if SUMS
  for (var tile = slot; tile < params.tiles; tile += SLOTS) {
    let at = params.momentsBase + (group * params.tiles + tile) * 2u * params.channels4 + channel;
    sum += moments[at];
    product += moments[at + params.channels4];
  }
#else
  for (var row = slot; row < params.rows; row += SLOTS) {
    let at = (group * params.rows + row) * params.channels4 + channel;
    let g = gradient[params.gradientBase + at];
    sum += g;
    product += g * (raw[params.rawBase + at] - mean) * inverse;
  }
#end
  plain[thread] = sum;
  weighed[thread] = product;
  for (var half = SLOTS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (slot < half) {
      plain[thread] += plain[thread + half * 4u];
      weighed[thread] += weighed[thread + half * 4u];
    }
  }
  workgroupBarrier();
  if (column >= params.channels4) { return; }
  sum = plain[lane];
  product = weighed[lane];
#if WEIGHTS
  if (workgroup.y == 0u && slot == 0u) {
    let gammaAt = params.gammaParts + group * params.channels4 + column;
    let betaAt = params.betaParts + group * params.channels4 + column;
#if ACCUMULATE
    parts[gammaAt] += product;
    parts[betaAt] += sum;
#else
    parts[gammaAt] = product;
    parts[betaAt] = sum;
#end
  }
#end
  let factor = weights[params.gammaBase + column] * inverse;
  let count = f32(params.rows);
  let end = min((workgroup.y + 1u) * params.rowsPerWorkgroup, params.rows);
  for (var row = workgroup.y * params.rowsPerWorkgroup + slot; row < end; row += SLOTS) {
    let at = (group * params.rows + row) * params.channels4 + column;
    let unit = (raw[params.rawBase + at] - mean) * inverse;
    gradient[params.gradientBase + at] = factor * (gradient[params.gradientBase + at] - (sum + unit * product) / count);
  }
}
