// Batch normalisation (Ioffe and Szegedy 2015) over the rows of each group, then activation and dropout.
//
// Each workgroup first merges the moments of all tiles for its 16 channels (Chan, Golub and LeVeque
// 1983), always in the same order, then maps its share of the rows: one kernel instead of two, for a
// merge costs little beside the rows. MODE 0: by the batch's own moments, which are kept in `stats`
// (mean, 1 / sqrt(variance + epsilon)); FOLLOW: running statistics move, group after group.
// MODE 1: by the running statistics.
struct Params {
  channels4: u32,
  // Of one group: rows; tiles of moments and rows in a tile, of which the last of each phase has fewer.
  // A dense layer's columns that are one channel here (positions) count as tiles of their own.
  rows: u32, groups: u32, tiles: u32, positions: u32, tilesInPhase: u32, rowsInPhase: u32, rowsInTile: u32,
  rowsPerWorkgroup: u32,
  rawBase: u32, momentsBase: u32, yBase: u32, statsBase: u32,
  gammaBase: u32, betaBase: u32, meanBase: u32, varianceBase: u32,
  epsilon: f32, slope: f32,
  // running = keep running + (1 - keep) batch; the variance's share may be n / (n - 1) times as large.
  keep: f32, take: f32, takeVariance: f32,
  seed: u32, stream: u32, threshold: u32, scale: f32, channels: u32, block4: u32,
  // Rows of the batch before these.
  firstRow: u32,
}

// Threads of four vectors of channels.
const SLOTS = THREADS / 4u;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> raw: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;
#if MODE == 0
@group(0) @binding(4) var<storage, read> moments: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> stats: array<vec4f>;
#end
#if MODE == 1
@group(0) @binding(6) var<storage, read> moving: array<vec4f>;
#else
#if FOLLOW
@group(0) @binding(6) var<storage, read_write> moving: array<vec4f>;
#end
#end
#if DROPOUT
@group(0) @binding(7) var<storage, read> state: array<u32>;
#end

#if MODE == 0
struct Moments { count: f32, mean: vec4f, squares: vec4f }
var<workgroup> counts: array<f32, THREADS>;
var<workgroup> means: array<vec4f, THREADS>;
var<workgroup> squares: array<vec4f, THREADS>;

fn merge(a: Moments, b: Moments) -> Moments {
  let count = a.count + b.count;
  if (b.count == 0.0) { return a; }
  let delta = b.mean - a.mean;
  let share = b.count / count;
  return Moments(count, a.mean + delta * share, a.squares + b.squares + delta * delta * (a.count * share));
}

fn tileRows(tile: u32) -> f32 {
  let first = ((tile / params.positions) % params.tilesInPhase) * params.rowsInTile;
  return f32(min(params.rowsInTile, params.rowsInPhase - first));
}

// All moments of one group for this thread's four channels; the same in each of its threads.
fn momentsOf(group: u32, channel: u32, lane: u32, slot: u32) -> Moments {
  var sum = Moments(0.0, vec4f(0.0), vec4f(0.0));
  for (var tile = slot; tile < params.tiles; tile += SLOTS) {
    let row = group * (params.tiles / params.positions) + tile / params.positions;
    let at = params.momentsBase + (row * 2u * params.positions + tile % params.positions) * params.channels4 + channel;
    sum = merge(sum, Moments(tileRows(tile), moments[at], moments[at + params.positions * params.channels4]));
  }
  workgroupBarrier();
  let place = slot * 4u + lane;
  counts[place] = sum.count;
  means[place] = sum.mean;
  squares[place] = sum.squares;
  for (var half = SLOTS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (slot < half) {
      let other = place + half * 4u;
      let merged = merge(Moments(counts[place], means[place], squares[place]), Moments(counts[other], means[other], squares[other]));
      counts[place] = merged.count;
      means[place] = merged.mean;
      squares[place] = merged.squares;
    }
  }
  workgroupBarrier();
  return Moments(counts[lane], means[lane], squares[lane]);
}
#end

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
#if MODE == 0
  let own = momentsOf(group, channel, lane, slot);
  let mean = own.mean;
  let inverse = 1.0 / sqrt(own.squares / own.count + params.epsilon);
  if (workgroup.y == 0u && slot == 0u && column < params.channels4) {
    let at = params.statsBase + group * 2u * params.channels4 + column;
    stats[at] = mean;
    stats[at + params.channels4] = inverse;
  }
#if FOLLOW
  if (workgroup.y == 0u && group == 0u) {
    var running = moving[params.meanBase + channel];
    var spread = moving[params.varianceBase + channel];
    for (var g = 0u; g < params.groups; g++) {
      var batch = own;
      if (g > 0u) { batch = momentsOf(g, channel, lane, slot); }
      running = running * params.keep + batch.mean * params.take;
      spread = spread * params.keep + batch.squares / batch.count * params.takeVariance;
    }
    if (slot == 0u && column < params.channels4) {
      moving[params.meanBase + column] = running;
      moving[params.varianceBase + column] = spread;
    }
  }
#end
#else
  let mean = moving[params.meanBase + channel];
  let inverse = 1.0 / sqrt(moving[params.varianceBase + channel] + params.epsilon);
#end
  if (column >= params.channels4) { return; }
  let gamma = weights[params.gammaBase + column] * inverse;
  let beta = weights[params.betaBase + column];
  let end = min((workgroup.y + 1u) * params.rowsPerWorkgroup, params.rows);
  for (var row = workgroup.y * params.rowsPerWorkgroup + slot; row < end; row += SLOTS) {
    let at = (group * params.rows + row) * params.channels4 + column;
    var value = activate((raw[params.rawBase + at] - mean) * gamma + beta, params.slope);
#if DROPOUT
    let element = ((params.firstRow + row) * (params.channels4 / params.block4) + column / params.block4) * params.channels + 4u * (column % params.block4);
    value *= dropoutMask(params.seed, params.stream + 256u * group, state[0], element, params.threshold, params.scale);
#end
    y[params.yBase + at] = value;
  }
}
