// Weights as convolutions want to read them, made after each update: transposed, so that the channels of
// the result lie side by side, and, for a kernel with nearest upsampling before it or average pooling
// after it, composed with that to one kernel of stride 2:
//   upsampling: u[i] = w[k - 1 - i] + w[k - i],  pooling: u[i] = (w[i] + w[i - 1]) / 2, along each axis.
// FOLDS: whether there are such kernels (an emulated card computes what no thread takes as well).
// A thread makes four rows by one vector of columns of one tap. The first one also counts the update.
struct Params {
  blocks: u32,
  // Place of this net's update counter in the state, and what the step moves by.
  counter: u32, steps: u32,
  movingVectors: u32,
  counts: u32,
}
struct Segment {
  // First block; vectors: master, plain copy and transposed copy (0xffffffff: not wanted).
  firstBlock: u32, master: u32, plain: u32, transposed: u32,
  fold: u32, kernel: u32, rows4: u32, columns4: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> blockSegments: array<u32>;
@group(0) @binding(2) var<storage, read> segments: array<Segment>;
@group(0) @binding(3) var<storage, read> weights: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> prepared: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> state: array<u32>;
@group(0) @binding(6) var<storage, read> moving: array<vec4f>;
@group(0) @binding(7) var<storage, read_write> flags: array<atomic<u32>>;

fn master(segment: Segment, i: i32, j: i32, row: u32, column: u32) -> vec4f {
  let edge = i32(segment.kernel);
  if (i < 0 || j < 0 || i >= edge || j >= edge) { return vec4f(0.0); }
  let tap = u32(i * edge + j);
  return weights[segment.master + (tap * segment.rows4 * 4u + row) * segment.columns4 + column];
}

fn composed(segment: Segment, tap: u32, row: u32, column: u32) -> vec4f {
#if FOLDS
  if (segment.fold == 0u) {
    return weights[segment.master + (tap * segment.rows4 * 4u + row) * segment.columns4 + column];
  }
  let edge = segment.kernel + 1u;
  var i = i32(tap / edge);
  var j = i32(tap % edge);
  if (segment.fold == 1u) {
    i = i32(segment.kernel) - i;
    j = i32(segment.kernel) - j;
  }
  let sum = master(segment, i, j, row, column) + master(segment, i - 1, j, row, column)
    + master(segment, i, j - 1, row, column) + master(segment, i - 1, j - 1, row, column);
  return sum * select(0.25, 1.0, segment.fold == 1u);
#else
  return weights[segment.master + (tap * segment.rows4 * 4u + row) * segment.columns4 + column];
#end
}

@compute @workgroup_size(64)
fn main(
  @builtin(local_invocation_index) thread: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let block = workgroup.y * workgroups.x + workgroup.x;
  if (block == 0u) {
    if (thread == 0u && params.counts != 0u) {
      state[params.counter] += 1u;
      state[0] += params.steps;
    }
    for (var i = thread; i < params.movingVectors; i += 64u) {
      let bits = bitcast<vec4u>(moving[i]) & vec4u(0x7fffffffu);
      if (any(bits > vec4u(0x5f000000u))) { atomicOr(&flags[0], 1u); }
    }
  }
  if (block >= params.blocks) { return; }
  let segment = segments[blockSegments[block]];
  let edge = select(segment.kernel + 1u, segment.kernel, segment.fold == 0u);
  let index = (block - segment.firstBlock) * 64u + thread;
  let column = index % segment.columns4;
  let row4 = (index / segment.columns4) % segment.rows4;
  let tap = index / (segment.columns4 * segment.rows4);
  if (tap >= edge * edge) { return; }
#for r in 4
  let value$r = composed(segment, tap, row4 * 4u + $ru, column);
#end
  if (segment.plain != 0xffffffffu) {
    let at = segment.plain + (tap * segment.rows4 + row4) * 4u * segment.columns4 + column;
#for r in 4
    prepared[at + $ru * segment.columns4] = value$r;
#end
  }
  if (segment.transposed != 0xffffffffu) {
    let at = segment.transposed + (tap * segment.columns4 + column) * 4u * segment.rows4 + row4;
#for z in 4
    prepared[at + $zu * segment.rows4] = vec4f(value0[$z], value1[$z], value2[$z], value3[$z]);
#end
  }
}
