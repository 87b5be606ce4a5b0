import { dawnGpu } from '../../testing/wgsl/dawn';
import { steadySuite } from '../../testing/wgsl/steady-suite';

steadySuite(dawnGpu);
