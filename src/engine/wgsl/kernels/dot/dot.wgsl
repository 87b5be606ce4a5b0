// A product with few columns, y[row, column] = bias + sum over k of x[row, k] w[k, column]: a workgroup for
// each vector of the result, whose threads share the sum; the discriminator's verdict is one.
struct Params {
  in4: u32, out4: u32, xBase: u32, weightsBase: u32, biasBase: u32, yBase: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;
#if BIAS
@group(0) @binding(4) var<storage, read> bias: array<vec4f>;
#end

var<workgroup> sums: array<vec4f, 64>;

@compute @workgroup_size(64)
fn main(
  @builtin(local_invocation_index) thread: u32,
  @builtin(workgroup_id) workgroup: vec3u,
) {
  let row = workgroup.x;
  let column = workgroup.y;
  var sum = vec4f(0.0);
  for (var k = thread; k < params.in4; k += 64u) {
    let value = x[params.xBase + row * params.in4 + k];
    let at = params.weightsBase + k * 4u * params.out4 + column;
    sum += value.x * weights[at] + value.y * weights[at + params.out4]
      + value.z * weights[at + 2u * params.out4] + value.w * weights[at + 3u * params.out4];
  }
  sums[thread] = sum;
  for (var half = 32u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) { sums[thread] += sums[thread + half]; }
  }
  if (thread == 0u) {
    sum = sums[0];
#if BIAS
    sum += bias[params.biasBase + column];
#end
    y[params.yBase + row * params.out4 + column] = sum;
  }
}
