// ACTIVATION: 0 none, 1 ReLU, 2 leaky ReLU, 3 tanh.
fn activate(x: vec4f, slope: f32) -> vec4f {
#if ACTIVATION == 1
  return max(x, vec4f(0.0));
#end
#if ACTIVATION == 2
  return select(x, x * slope, x < vec4f(0.0));
#end
#if ACTIVATION == 3
  // Some drivers' own tanh overflows, or is coarse.
  let e = exp(-2.0 * abs(x));
  return sign(x) * (1.0 - e) / (1.0 + e);
#end
#if ACTIVATION == 0
  return x;
#end
}

// From the value of the activation, which has the sign of its argument.
fn derivative(y: vec4f, slope: f32) -> vec4f {
#if ACTIVATION == 1
  return select(vec4f(0.0), vec4f(1.0), y > vec4f(0.0));
#end
#if ACTIVATION == 2
  return select(vec4f(slope), vec4f(1.0), y > vec4f(0.0));
#end
#if ACTIVATION == 3
  return 1.0 - y * y;
#end
#if ACTIVATION == 0
  return vec4f(1.0);
#end
}
