import { dawnGpu } from '../../../../testing/wgsl/dawn';
import { weightGradientSuite } from '../../../../testing/wgsl/weight-gradient-suite';

weightGradientSuite(dawnGpu);
