// The chance of augmentation follows what D said of a step's real pictures, which lie in the ring of
// metrics: nextChance of nets/augmentation-chance.ts, in whole numbers as there.
struct Params {
  // Pictures of the step; of a whole batch; slots of the ring.
  count: u32, batchSize: u32, slots: u32,
  boundary: f32,
  // Steps from one move to the next; its length, in thousandths for a picture; where it leads to.
  every: u32, move1000: u32, aimTaken: u32, aimOf: u32, certain: u32,
  // Places in the state.
  chance: u32, taken: u32, seen: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> ring: array<f32>;
@group(0) @binding(2) var<storage, read_write> state: array<u32>;

var<workgroup> counts: array<u32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) thread: u32) {
  let slot = (state[0] % params.slots) * 3u * params.batchSize;
  var own = 0u;
  for (var i = thread; i < params.count; i += 64u) {
    if (ring[slot + i] > params.boundary) { own += 1u; }
  }
  counts[thread] = own;
  workgroupBarrier();
  if (thread > 0u) { return; }
  var taken = state[params.taken];
  for (var i = 0u; i < 64u; i++) { taken += counts[i]; }
  var seen = state[params.seen] + params.count;
  if (state[0] % params.every == params.every - 1u) {
    let chance = state[params.chance];
    let by = seen * params.move1000 / 1000u;
    let found = params.aimOf * taken;
    let aim = params.aimTaken * seen;
    if (found > aim) { state[params.chance] = min(params.certain, chance + by); }
    if (found < aim) { state[params.chance] = chance - min(chance, by); }
    taken = 0u;
    seen = 0u;
  }
  state[params.taken] = taken;
  state[params.seen] = seen;
}
