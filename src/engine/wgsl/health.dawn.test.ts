import { dawnGpu } from '../../testing/wgsl/dawn';
import { compiledHealthSuite } from '../../testing/wgsl/health-suite';

compiledHealthSuite(dawnGpu);
