import { dawnGpu } from '../../testing/wgsl/dawn';
import { painterSuite } from '../../testing/wgsl/painter-suite';

painterSuite(dawnGpu);
