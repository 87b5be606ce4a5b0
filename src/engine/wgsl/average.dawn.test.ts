import { averageSuite } from '../../testing/engine/average-suite';
import { dawnGpu } from '../../testing/wgsl/dawn';
import { WgslModel } from './model';

averageSuite(async () => {
  const gpu = await dawnGpu();
  return (plan) => WgslModel.create(gpu, plan);
});
