// Pictures [count, area, 4], values -1..1, as bytes RGBA, one number a pixel; grey ones three times.
struct Params { pixels: u32, channels: u32, xBase: u32, }

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> rgba: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) invocation: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let pixel = invocation.y * workgroups.x * 64u + invocation.x;
  if (pixel >= params.pixels) { return; }
  let value = vec4u(clamp(round((x[params.xBase + pixel] + 1.0) * 127.5), vec4f(0.0), vec4f(255.0)));
  let colour = select(value.xxx, value.xyz, params.channels == 3u);
  rgba[pixel] = colour.x | (colour.y << 8u) | (colour.z << 16u) | 0xff000000u;
}
