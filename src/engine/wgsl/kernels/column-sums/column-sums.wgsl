// Sums of columns, [rows, columns4] -> [shares][columns4]: the gradient of a bias, in parts that Adam adds.
// ACCUMULATE: adds to what is there.
struct Params {
  rows: u32, columns4: u32, rowsPerWorkgroup: u32, xBase: u32, partsBase: u32,
}

// Threads of four vectors of columns.
const SLOTS = THREADS / 4u;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> parts: array<vec4f>;

var<workgroup> sums: array<vec4f, THREADS>;

@compute @workgroup_size(THREADS)
fn main(
  @builtin(local_invocation_index) thread: u32,
  @builtin(workgroup_id) workgroup: vec3u,
) {
  let lane = thread % 4u;
  let slot = thread / 4u;
  let column = workgroup.x * 4u + lane;
  let channel = min(column, params.columns4 - 1u);
  var sum = vec4f(0.0);
  let end = min((workgroup.y + 1u) * params.rowsPerWorkgroup, params.rows);
  for (var row = workgroup.y * params.rowsPerWorkgroup + slot; row < end; row += SLOTS) {
    sum += x[params.xBase + row * params.columns4 + channel];
  }
  sums[thread] = sum;
  for (var half = SLOTS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (slot < half) { sums[thread] += sums[thread + half * 4u]; }
  }
  if (slot == 0u && column < params.columns4) {
    let at = params.partsBase + workgroup.y * params.columns4 + column;
#if ACCUMULATE
    parts[at] += sums[lane];
#else
    parts[at] = sums[lane];
#end
  }
}
