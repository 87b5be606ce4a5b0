import { dawnGpu } from '../../../testing/wgsl/dawn';
import { netSuite } from '../../../testing/wgsl/net-suite';

netSuite(dawnGpu);
