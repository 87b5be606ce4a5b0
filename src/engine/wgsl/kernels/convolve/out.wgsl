// What becomes of the sums on their way out: see the head of convolve.wgsl.
#part out
  if (!live) { return; }
  var results: array<vec4f, P * Q>;
#for p in P
#for q in Q
  results[$pu * Q + $qu] = sum$p_$q;
#end
#end
  let groupRows = group * params.images * params.outHeight * params.outWidth;
  for (var q = 0u; q < Q; q++) {
    let column = workgroup.x * params.lanes * Q + lane + q * params.lanes;
    if (column >= params.out4) { break; }
#if BIAS
    let offset = bias[params.biasBase + column];
#end
#if MOMENTS
#if BACKWARD
    let mean = stats[params.statsBase + group * 2u * params.out4 + column];
    let scale = stats[params.statsBase + (group * 2u + 1u) * params.out4 + column];
#end
#end
    for (var tile = 0u; tile < P / TILE; tile++) {
    let begin = tile * TILE;
    if (first + begin >= params.rows) { break; }
    let end = min(begin + TILE, params.rows - first);
#if MOMENTS
    var total = vec4f(0.0);
    var other = vec4f(0.0);
#end
    for (var p = begin; p < end; p++) {
      let row = placeOf(first + p, group, phaseY, phaseX).row;
      if (row == 0xffffffffu) { continue; }
      let at = row * params.out4 + column;
      var out = results[p * Q + q];
#if DROPOUT
      let element = ((row - groupRows + params.firstImage * params.outHeight * params.outWidth) * (params.out4 / params.block4) + column / params.block4) * params.channels
        + 4u * (column % params.block4);
      let mask = dropoutMask(params.seed, params.stream + 256u * group, state[0], element, params.threshold, params.scale);
#end
#if BIAS
      out += offset;
#end
#if BACKWARD
#if DROPOUT
      // What was saved has been through dropout.
      out *= derivative(saved[params.savedBase + at] / params.scale, params.slope) * mask;
#else
      out *= derivative(saved[params.savedBase + at], params.slope);
#end
#if MOMENTS
      total += out;
      other += out * (raw[params.rawBase + at] - mean) * scale;
#end
#else
#if MOMENTS
      total += out;
      results[p * Q + q] = out;
#else
      out = activate(out, params.slope);
#if DROPOUT
      out *= mask;
#end
#end
#end
      y[params.yBase + at] = out;
    }
#if MOMENTS
#if !BACKWARD
    // Squares of distances from the tile's own mean: no cancellation (Chan, Golub and LeVeque 1983).
    total /= f32(end - begin);
    for (var p = begin; p < end; p++) {
      let distance = results[p * Q + q] - total;
      other += distance * distance;
    }
#end
    let row = (group * phases + phase) * params.tiles + first / TILE + tile;
    let at = params.momentsBase + row * 2u * params.out4 + column;
    moments[at] = total;
    moments[at + params.out4] = other;
#end
    }
  }
#end
