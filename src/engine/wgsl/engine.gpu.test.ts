import { chromiumGpu } from '../../testing/wgsl/chromium';
import { steadySuite } from '../../testing/wgsl/steady-suite';
import { watchedCompiled } from '../../testing/wgsl/watched';
import { referenceSuite } from '../../testing/engine/reference-suite';

// Kernels, plans, replays and painters are tried in Dawn, which is Chromium's own WebGPU: the same code
// compiles them there, and there is no browser to start. What a browser adds is tried here: another
// process, other limits and features, a device of openDevice.
referenceSuite(watchedCompiled(chromiumGpu), ['atelier']);
steadySuite(chromiumGpu);
