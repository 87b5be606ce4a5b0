import type { Dispatch, DispatchList } from './dispatch';
import type { Storage, Tensor } from './tensor';

/**
 * A derivative of an activation whose gradient a convolution, or the way back of an augmentation, has
 * just made is taken on that one's way out: the same numbers, and one dispatch and two passes over the
 * gradient fewer.
 */
export function fuseDerivatives(list: DispatchList): DispatchList {
  const { dispatches } = list;
  for (let at = dispatches.length - 1; at >= 0; at--) {
    const derivative = dispatches[at]!;
    if (derivative.kernel !== 'derivative') continue;
    const gradient = derivative.tensors['gradient']!;
    const from = dispatches.findLastIndex(
      (one, i) => i < at && storagesOf(one).includes(gradient.storage),
    );
    const made = dispatches[from];
    if (!made || !takes(made, derivative) || !isPlain(made, gradient)) continue;
    dispatches[from] = fused(made, derivative);
    dispatches.splice(at, 1);
  }
  return list;
}

const storagesOf = ({ tensors }: Dispatch): Storage[] =>
  Object.values(tensors).map(({ storage }) => storage);

/** Whether a kernel knows how to go on through a derivative. */
const takes = ({ kernel }: Dispatch, { flags }: Dispatch): boolean =>
  kernel === 'convolve' || (kernel === 'augment' && flags['DROPOUT'] === 0);

/** Whether a dispatch makes that tensor, and does nothing else to it. */
function isPlain({ flags, tensors }: Dispatch, { storage, base }: Tensor): boolean {
  const y = tensors['y'];
  return (
    y?.storage === storage &&
    y.base === base &&
    ['BIAS', 'BACKWARD', 'MOMENTS', 'ACTIVATION', 'DROPOUT'].every((flag) => !flags[flag])
  );
}

/** What a convolution takes over; how the gradient lies, it knows in its own way. */
const TAKEN = ['slope', 'seed', 'stream', 'threshold', 'scale', 'firstImage'] as const;

function fused(made: Dispatch, derivative: Dispatch): Dispatch {
  if (made.kernel === 'augment') {
    const { ACTIVATION } = derivative.flags;
    return {
      ...made,
      flags: { ...made.flags, ACTIVATION: ACTIVATION! },
      params: { ...made.params, slope: derivative.params['slope']! },
      tensors: { ...made.tensors, saved: derivative.tensors['saved']! },
    };
  }
  const params = TAKEN.map((name) => [name, derivative.params[name]!] as const);
  const tensors = Object.entries(derivative.tensors).filter(([name]) => name !== 'gradient');
  return {
    ...made,
    flags: { ...made.flags, ...derivative.flags, BACKWARD: 1 },
    params: { ...made.params, ...Object.fromEntries(params) },
    tensors: { ...made.tensors, ...Object.fromEntries(tensors) },
  };
}
