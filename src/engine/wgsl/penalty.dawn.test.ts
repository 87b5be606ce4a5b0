import { dawnGpu } from '../../testing/wgsl/dawn';
import { penaltySuite } from '../../testing/engine/penalty-suite';
import { watchedCompiled } from '../../testing/wgsl/watched';

penaltySuite(watchedCompiled(dawnGpu));
