import { dawnGpu } from '../../testing/wgsl/dawn';
import { openNodeWasm } from '../../testing/wgsl/node-wasm';
import { paritySuite } from '../../testing/wgsl/parity-suite';

paritySuite(dawnGpu, openNodeWasm);
