// FETCH 2: operands through workgroup memory.
#part tiles
  let zero = vec4f(0.0);
  // This thread loads one vector of inputs of a few rows: four threads beside one another read a row's.
  let loadInput = thread % 4u;
#for k in XLOADS
  let tileRow$k = thread / 4u + $ku * (THREADS / 4u);
  let span$k = workSpan * slots + tileRow$k / P;
  let group$k = min(span$k / spansInGroup, params.groups - 1u);
  let phase$k = (span$k % spansInGroup) / spans;
  let row$k = min((span$k % spans) * P + tileRow$k % P, params.rows - 1u);
  let place$k = placeOf(row$k, group$k, phase$k / params.stride, phase$k % params.stride);
  let image$k = params.xBase + (group$k * params.images + place$k.image) * params.inHeight * params.inWidth * params.in4;
  // The rows of one slot lie apart, so that neither writing nor reading meets a bank twice.
  let store$k = loadInput * 64u + (tileRow$k / P) * P + ((tileRow$k % P) ^ (tileRow$k / P));
  var x$k: vec4f;
#end
  let channelsWide = LANES * Q;
  let loadLane = thread % channelsWide;
  let loadRow = thread / channelsWide;
  let loadColumn = workgroup.x * channelsWide + loadLane;
#for k in WEIGHTS
  var w$k: vec4f;
#end
#if UP
  // All spans of a workgroup are of one phase: the plan sees to it.
  let workPhase = ((workSpan * slots) % spansInGroup) / spans;
  let tapY = workPhase / params.stride;
  let tapX = workPhase % params.stride;
  let tapsY = (params.kernel - tapY + params.stride - 1u) / params.stride;
  let tapsX = (params.kernel - tapX + params.stride - 1u) / params.stride;
#else
  let tapsY = params.kernel;
  let tapsX = params.kernel;
#end
  let depth = tapsY * tapsX * params.in4;
  // The next inputs of this thread: a tap, and a vector of its channels.
  var t = 0u;
  var s = 0u;
  var c = loadInput;
  for (var d = 0u; ; d += 4u) {
    while (c >= params.in4) {
      c -= params.in4;
      s += 1u;
      if (s == tapsX) {
        s = 0u;
        t += 1u;
      }
    }
#for k in XLOADS
    {
      let source = sourceOf(place$k, t, s);
      let inside = source.inside > 0.0 && t < tapsY;
      x$k = select(zero, x[image$k + select(0u, source.at * params.in4 + c, inside)], inside);
    }
#end
#if UP
    let tap = (tapY + t * params.stride) * params.kernel + tapX + s * params.stride;
    let firstWeight = (tap * params.in4 + c - loadInput) * 4u;
#else
    let firstWeight = d * 4u;
#end
    let column = loadColumn < params.out4;
#for k in WEIGHTS
    {
      let row = $ku * (THREADS / channelsWide) + loadRow;
      let inside = column && d * 4u + row < depth * 4u;
      w$k = select(zero, weights[params.weightsBase + select(0u, (firstWeight + row) * params.out4 + loadColumn, inside)], inside);
    }
#end
    c += 4u;
    if (d > 0u) {
      // Written out, so that places are known beforehand: a sixth faster than a loop on an H100.
#for c in 4
      {
#for p in P
        let value$p = tileX[$cu * 64u + slot * P + ($pu ^ slot)];
#end
#for z in 4
#for q in Q
        let weight$z_$q = tileW[($cu * 4u + $zu) * channelsWide + lane + $qu * LANES];
#end
#use products
#end
      }
#end
    }
    if (d >= depth) { break; }
    workgroupBarrier();
#for k in XLOADS
    tileX[store$k] = x$k;
#end
#for k in WEIGHTS
    tileW[$ku * THREADS + thread] = w$k;
#end
    workgroupBarrier();
  }
#end
