import { PLANS } from '../../testing/wgsl/cases';
import { onlyWhole } from '../../testing/smoke';
import { chromiumGpu } from '../../testing/wgsl/chromium';
import { convolveSuite } from '../../testing/wgsl/convolve-suite';
import { namedShapes } from '../../testing/wgsl/convolutions';
import { differencesSuite } from '../../testing/wgsl/differences-suite';
import { compiledHealthSuite } from '../../testing/wgsl/health-suite';
import { NETS, netSuite } from '../../testing/wgsl/net-suite';
import { painterSuite } from '../../testing/wgsl/painter-suite';
import { paritySuite } from '../../testing/wgsl/parity-suite';
import { replaySuite } from '../../testing/wgsl/replay-suite';
import { steadySuite } from '../../testing/wgsl/steady-suite';
import { watchedCompiled } from '../../testing/wgsl/watched';
import { weightGradientSuite } from '../../testing/wgsl/weight-gradient-suite';
import { averageSuite } from '../../testing/engine/average-suite';
import { referenceSuite } from '../../testing/engine/reference-suite';
import { openTfjs } from '../tfjs/open';
import { WgslModel } from './model';

// The same suites as in Dawn, which is Chromium's own WebGPU: the kernels are compiled by the same
// code, so that all shapes and flags are tried there alone, where there is no browser to start. What
// a browser adds is tried here: another process, other limits and features, a device of openDevice.
// One file, hence one GPU: a kernel that was compiled for one suite is there for the next.
const plans = PLANS.filter(([name]) => name === 'atelier' || name === 'simultaneous');
const shapes = namedShapes.filter(([, { kernel, big }]) => kernel === 4 && big === 64);

referenceSuite(watchedCompiled(chromiumGpu), ['atelier']);
steadySuite(chromiumGpu);
onlyWhole('in Chromium, those suites of the compiled engine that Dawn runs in Node', () => {
  paritySuite(chromiumGpu, () => openTfjs('wasm'), plans);
  replaySuite(chromiumGpu, plans);
  averageSuite(async () => {
    const gpu = await chromiumGpu();
    return (plan) => WgslModel.create(gpu, plan);
  });
  painterSuite(chromiumGpu);
  compiledHealthSuite(chromiumGpu);
  differencesSuite(chromiumGpu);
  netSuite(chromiumGpu, NETS.slice(1, 3));
  convolveSuite(chromiumGpu, shapes, 'plain');
  weightGradientSuite(chromiumGpu, shapes);
});
