// FETCH 0 and 1: operands straight from memory. A thread's rows have places of their own.
#part registers
  // Loops here and at the end keep the code small; accumulators alone have names.
  var places: array<Place, P>;
  for (var p = 0u; p < P; p++) {
    places[p] = placeOf(min(first + p, params.rows - 1u), safeGroup, phaseY, phaseX);
  }
  var bases: array<u32, P>;
  var insides: array<f32, P>;
#if UP
#if FETCH == 1
  let tapsY = params.taps;
  let tapsX = params.taps;
#else
  let tapsY = (params.kernel - phaseY + params.stride - 1u) / params.stride;
  let tapsX = (params.kernel - phaseX + params.stride - 1u) / params.stride;
#end
#else
  let tapsY = params.kernel;
  let tapsX = params.kernel;
#end
  // One loop for both: loops within loops cost an emulated card much.
  for (var number = 0u; number < tapsY * tapsX; number++) {
    let t = number / tapsX;
    let s = number % tapsX;
#if UP
    let i = phaseY + t * params.stride;
    let j = phaseX + s * params.stride;
#else
    let i = t;
    let j = s;
#end
    // Of a phase with fewer taps than another, the last ones do not exist.
    let exists = select(0.0, 1.0, i < params.kernel && j < params.kernel);
    let tap = min(i, params.kernel - 1u) * params.kernel + min(j, params.kernel - 1u);
    for (var p = 0u; p < P; p++) {
      let source = sourceOf(places[p], t, s);
      let image = safeGroup * params.images + places[p].image;
      insides[p] = source.inside * exists;
      bases[p] = params.xBase + (image * params.inHeight * params.inWidth + source.at) * params.in4;
    }
#for p in P
    let base$p = bases[$p];
    let inside$p = insides[$p];
#end
    var w = tap * params.in4 * 4u * params.out4;
#if FETCH == 1
    for (var c = 0u; c < params.in4; c += 4u) {
#for p in P
      let mine$p = x[base$p + c + (subgroupLane & 3u)] * inside$p;
#end
#for k in 4
#for p in P
      let value$k_$p = quadBroadcast(mine$p, $ku);
#end
#for z in 4
#for q in Q
      let weight$k_$z_$q = weights[weightColumn$q + w];
#end
      w += params.out4;
#for p in P
#for q in Q
      sum$p_$q = fma(vec4f(value$k_$p[$z]), weight$k_$z_$q, sum$p_$q);
#end
#end
#end
#end
    }
#else
    for (var c = 0u; c < params.in4; c++) {
#for p in P
      let value$p = x[base$p + c] * inside$p;
#end
#for z in 4
#for q in Q
      let weight$z_$q = weights[weightColumn$q + w];
#end
      w += params.out4;
#use products
#end
    }
#end
  }
#end
