import { dawnGpu } from '../../testing/wgsl/dawn';
import { differencesSuite } from '../../testing/wgsl/differences-suite';

differencesSuite(dawnGpu);
