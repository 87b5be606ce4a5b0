import { chromiumGpu } from '../../testing/wgsl/chromium';
import { watchedCompiled } from '../../testing/wgsl/watched';
import { referenceSuite } from '../../testing/engine/reference-suite';

// Kernels, plans, recipes, replays, painters and what a warm step makes are tried in Dawn, which is
// Chromium's own WebGPU: the same code compiles them there, and there is no browser to start. What a
// browser adds is tried here: another process, other limits and features, a device of openDevice.
referenceSuite(watchedCompiled(chromiumGpu), ['atelier'], false);
