// Pictures changed at random before the discriminator sees them, [groups * images, height, width, 4], as
// nets/augmentation.ts says: scale x + grey m + flat M + lift (COLOUR), moved, and cut (PLACE). A workgroup
// has a picture: it adds its numbers up, then changes place by place.
// ADAPTIVE: each kind happens by the chance in the state.
// BACK: the gradient before the change from that behind it. The change of colours but for its lift is its
// own transpose; a move goes the other way. ACTIVATION: and on through the activation that made the pictures.
struct Params {
  // Pictures of a group, whose streams follow one another; of the batch before them.
  images: u32, firstImage: u32,
  height: u32, width: u32, channels: u32,
  xBase: u32, yBase: u32,
  seed: u32, stream: u32,
  colour: f32,
  // Rows and columns that a picture is moved by at most; edges of the box that is cut out.
  down: u32, right: u32, cutHeight: u32, cutWidth: u32,
#if ADAPTIVE
  // Where the chance lies in the state.
  chance: u32,
#end
#if ACTIVATION
  savedBase: u32, slope: f32,
#end
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(3) var<storage, read> state: array<u32>;
#if ACTIVATION
@group(0) @binding(4) var<storage, read> saved: array<vec4f>;
#end

// A whole number below `count`, of 16 bits.
fn below(word: u32, count: u32) -> i32 { return i32(((word >> 16u) * count) >> 16u); }
// In -1/2..1/2, of 24 bits.
fn around(word: u32) -> f32 { return f32(word >> 8u) / 16777216.0 - 0.5; }

fn total(v: vec4f) -> f32 { return v.x + v.y + v.z + v.w; }

fn happens(drawn: vec4u) -> bool {
#if ADAPTIVE
  return (drawn.w >> 8u) < state[params.chance];
#else
  return true;
#end
}

// The box ends before these rows and columns.
struct Change { down: i32, right: i32, top: i32, left: i32, bottom: i32, end: i32 }

fn changeOf(stream: u32, nth: u32) -> Change {
  var change = Change(0, 0, 0, 0, 0, 0);
#if PLACE
  let by = words(params.seed, stream, state[0], nth * 3u + 1u);
  if (happens(by)) {
    change.down = below(by.x, 2u * params.down + 1u) - i32(params.down);
    change.right = below(by.y, 2u * params.right + 1u) - i32(params.right);
  }
  let box = words(params.seed, stream, state[0], nth * 3u + 2u);
  if (happens(box)) {
    change.top = below(box.x, params.height + 1u - params.cutHeight % 2u) - i32(params.cutHeight / 2u);
    change.left = below(box.y, params.width + 1u - params.cutWidth % 2u) - i32(params.cutWidth / 2u);
    change.bottom = change.top + i32(params.cutHeight);
    change.end = change.left + i32(params.cutWidth);
  }
#end
  return change;
}

fn isCut(row: i32, column: i32, change: Change) -> bool {
  return row >= change.top && row < change.bottom && column >= change.left && column < change.end;
}

// The place that a place's numbers come from; -1 where there is none.
fn sourceOf(place: u32, change: Change) -> i32 {
#if PLACE
  var row = i32(place / params.width);
  var column = i32(place % params.width);
#if BACK
  row += change.down;
  column += change.right;
  if (isCut(row, column, change)) { return -1; }
#else
  if (isCut(row, column, change)) { return -1; }
  row -= change.down;
  column -= change.right;
#end
  if (row < 0 || row >= i32(params.height) || column < 0 || column >= i32(params.width)) { return -1; }
  return row * i32(params.width) + column;
#else
  return i32(place);
#end
}

#if COLOUR
var<workgroup> sums: array<f32, THREADS>;
#end

@compute @workgroup_size(THREADS)
fn main(
  @builtin(local_invocation_index) thread: u32,
  @builtin(workgroup_id) workgroup: vec3u,
) {
  let stream = params.stream + workgroup.x / params.images;
  let nth = params.firstImage + workgroup.x % params.images;
  let area = params.height * params.width;
  let xFirst = params.xBase + workgroup.x * area;
  let yFirst = params.yBase + workgroup.x * area;
  let change = changeOf(stream, nth);
#if COLOUR
  let drawn = words(params.seed, stream, state[0], nth * 3u);
  let colour = select(0.0, params.colour, happens(drawn));
  let saturation = 1.0 + 2.0 * colour * around(drawn.y);
  let contrast = 1.0 + colour * around(drawn.z);
  let channels = f32(params.channels);
  let scale = contrast * saturation;
  let grey = contrast * (1.0 - saturation) / channels;
  var sum = 0.0;
  for (var place = thread; place < area; place += THREADS) {
#if BACK
    let source = sourceOf(place, change);
    if (source >= 0) { sum += total(x[xFirst + u32(source)]); }
#else
    sum += total(x[xFirst + place]);
#end
  }
  sums[thread] = sum;
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) { sums[thread] += sums[thread + half]; }
  }
  workgroupBarrier();
  var offset = (1.0 - contrast) * sums[0] / (f32(area) * channels);
#if !BACK
  offset += colour * around(drawn.x);
#end
  // Lanes beyond the channels stay 0.
  let lanes = select(vec4f(0.0), vec4f(1.0), vec4u(0u, 1u, 2u, 3u) < vec4u(params.channels));
#end
  for (var place = thread; place < area; place += THREADS) {
    let source = sourceOf(place, change);
    var value = vec4f(0.0);
    if (source >= 0) { value = x[xFirst + u32(source)]; }
#if COLOUR
#if BACK
    value = scale * value + (grey * total(value) + offset) * lanes;
#else
    if (source >= 0) { value = scale * value + (grey * total(value) + offset) * lanes; }
#end
#end
#if ACTIVATION
    value *= derivative(saved[params.savedBase + workgroup.x * area + place], params.slope);
#end
    y[yFirst + place] = value;
  }
}
