import { dawnGpu } from '../../testing/wgsl/dawn';
import { referenceSuite } from '../../testing/engine/reference-suite';
import { watchedCompiled } from '../../testing/wgsl/watched';

referenceSuite(watchedCompiled(dawnGpu));
