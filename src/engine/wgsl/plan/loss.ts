import { LOSS_IDS } from '../../../contract/hyperparameters';
import type { LossTerm } from '../../../contract/step-program';
import { LOSSES } from '../../../nets/losses';
import { TERMS } from '../../step-metrics';
import type { DispatchList } from './dispatch';
import type { JudgePass } from './judge-passes';
import type { Slice } from './slices';
import type { GanPlan } from './step-plan';
import { storage, whole, type Tensor } from './tensor';

/** Steps whose logits the ring of metrics holds. */
export const RING_SLOTS = 64;

/** Gradients in the logits of a pass. */
export interface LogitGradients {
  /** For D's own losses; null where it has none here. */
  readonly gradient: Tensor | null;
  /** For the generator's. */
  readonly generatorGradient: Tensor | null;
}

export function loss(
  list: DispatchList,
  plan: Pick<GanPlan, 'options' | 'ring' | 'state'>,
  { names, losses, generatorLoss }: JudgePass,
  slice: Slice,
  logits: Tensor,
): LogitGradients {
  const { gan, batchSize } = plan.options;
  const { images } = slice;
  const own = losses.length > 0;
  const gradient = own
    ? whole(storage('discriminator logits gradient', names.length * images))
    : null;
  const generatorGradient = generatorLoss
    ? whole(storage('generator logits gradient', images))
    : null;
  const weight = (term: LossTerm): number => losses.find((one) => one.term === term)?.weight ?? 1;
  list.add({
    kernel: 'loss',
    label: own ? 'discriminator loss' : 'generator loss',
    flags: {
      LOSS: LOSS_IDS.indexOf(gan.step.loss),
      OWN: own ? 1 : 0,
      GENERATOR: generatorLoss ? 1 : 0,
      PAIRED: LOSSES[gan.step.loss].pairs ? 1 : 0,
    },
    params: {
      count: images,
      firstImage: slice.first,
      total: slice.total,
      batchSize,
      slots: RING_SLOTS,
      groups: names.length,
      term: own ? TERMS.indexOf(losses[0]!.term) : 0,
      generatorGroup: generatorLoss ? names.indexOf(generatorLoss.pictures) : 0,
      realLabel: gan.step.realLabel,
      realWeight: weight('real'),
      fakeWeight: weight('fake'),
      generatorWeight: generatorLoss?.weight ?? 1,
    },
    tensors: {
      logits,
      ring: whole(plan.ring),
      state: plan.state,
      ...(gradient ? { gradient } : {}),
      ...(generatorGradient ? { generatorGradient } : {}),
    },
    grid: [1, 1, 1],
  });
  return { gradient, generatorGradient };
}
