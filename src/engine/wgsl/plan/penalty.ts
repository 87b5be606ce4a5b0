import type { Penalty } from '../../../contract/step-program';
import { backward, type Wanted } from './backward';
import type { DispatchList } from './dispatch';
import type { NetPlan, Trace } from './net-plan';
import { LANES, storage, whole, type Tensor } from './tensor';

/**
 * The penalty on how steep the discriminator is where pictures are, along its gradient: one way back to
 * them, two passes of pictures that are moved up and down it, and the way back of each.
 * @param judged the pass of the pictures.
 * @param total pictures of the whole batch.
 * @param parts where gradients of the weights lie that this is added to.
 */
export function penalise(
  list: DispatchList,
  plan: NetPlan,
  judged: Trace,
  { weight, every, reach }: Penalty,
  total: number,
  state: Tensor,
  parts: Wanted['parts'] & object,
): void {
  const { pass } = judged;
  const pictures = pass.images * pass.groups;
  const vectors = plan.inputVectors;
  // Of the sum of all logits, each in its own picture.
  const ones = Float32Array.from({ length: LANES * pictures }, (_, i) => (i % LANES === 0 ? 1 : 0));
  const seeds = list.table('ones', ones);
  const gradient = backward(list, plan, judged, seeds, { parts: null, input: true })!;
  const place = (side: string): Tensor =>
    whole(storage(`pictures ${side} the gradient`, pictures * vectors));
  const [above, below] = [place('up'), place('down')];
  list.add({
    kernel: 'displace',
    label: 'pictures along the gradient',
    flags: { THREADS: plan.traits.rowThreads },
    params: { vectors, reach },
    tensors: { x: judged.stages[0]!.input, gradient, above, below },
    grid: [pictures, 1, 1],
  });
  // The same dropout as of the pictures themselves.
  const traces = [above, below].map((x) => plan.forward(list, x, { ...pass, follow: false }, null));
  const [up, down] = traces.map(({ stages }) => stages.at(-1)!.output);
  const [upGradient, downGradient] = traces.map(() => whole(storage('penalty gradient', pictures)));
  list.add({
    kernel: 'penalty',
    label: 'penalty',
    params: { pictures, scale: (weight * every) / (4 * reach ** 2 * total) },
    tensors: {
      above: up!,
      below: down!,
      state,
      aboveGradient: upGradient!,
      belowGradient: downGradient!,
    },
    grid: [Math.ceil(pictures / 64), 1, 1],
  });
  for (const [index, trace] of traces.entries()) {
    const want = { parts: { ...parts, accumulate: true }, input: false };
    backward(list, plan, trace, [upGradient!, downGradient!][index]!, want);
  }
}
