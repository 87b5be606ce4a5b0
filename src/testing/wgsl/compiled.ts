import type { Settings } from '../../contract/hyperparameters';
import type { GanSpec } from '../../contract/net-spec';
import { normal, uniform } from '../../contract/random';
import type { Batch, ModelState, NetState, WeightTensor } from '../../engine/model';
