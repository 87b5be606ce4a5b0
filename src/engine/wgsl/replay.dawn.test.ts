import { dawnGpu } from '../../testing/wgsl/dawn';
import { replaySuite } from '../../testing/wgsl/replay-suite';

replaySuite(dawnGpu);
