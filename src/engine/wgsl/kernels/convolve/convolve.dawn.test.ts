import { dawnGpu } from '../../../../testing/wgsl/dawn';
import { convolveSuite } from '../../../../testing/wgsl/convolve-suite';

convolveSuite(dawnGpu);
