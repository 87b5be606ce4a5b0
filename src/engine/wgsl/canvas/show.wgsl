// The first of the pictures that `pack` made, u32 RGBA [height, width], onto a canvas of its size. Its bytes
// are shown as they are: what is drawn and what is read back were rounded by one kernel.
@group(0) @binding(0) var<storage, read> rgba: array<u32>;

override width: u32;

// One triangle that covers the canvas.
@vertex
fn corner(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return vec4f(f32((index << 1u) & 2u) * 2.0 - 1.0, f32(index & 2u) * 2.0 - 1.0, 0.0, 1.0);
}

@fragment
fn colour(@builtin(position) at: vec4f) -> @location(0) vec4f {
  return unpack4x8unorm(rgba[u32(at.y) * width + u32(at.x)]);
}
