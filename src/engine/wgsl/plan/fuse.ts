import type { Dispatch, DispatchList } from './dispatch';
import type { Storage, Tensor } from './tensor';

/**
 * A derivative of an activation whose gradient a convolution has just made is taken on that one's way
 * out: the same numbers, and one dispatch and two passes over the gradient fewer.
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
    const convolution = dispatches[from];
    if (!convolution || !isPlain(convolution, gradient)) continue;
    dispatches[from] = fused(convolution, derivative);
    dispatches.splice(at, 1);
  }
  return list;
}

const storagesOf = ({ tensors }: Dispatch): Storage[] =>
  Object.values(tensors).map(({ storage }) => storage);

/** Whether a dispatch makes that tensor by a convolution, and does nothing else to it. */
function isPlain({ kernel, flags, tensors }: Dispatch, { storage, base }: Tensor): boolean {
  const y = tensors['y'];
  return (
    kernel === 'convolve' &&
    y?.storage === storage &&
    y.base === base &&
    ['BIAS', 'BACKWARD', 'MOMENTS', 'ACTIVATION', 'DROPOUT'].every((flag) => flags[flag] === 0)
  );
}

/** What a convolution takes over; how the gradient lies, it knows in its own way. */
const TAKEN = ['slope', 'seed', 'stream', 'threshold', 'scale', 'firstImage'] as const;

function fused(convolution: Dispatch, derivative: Dispatch): Dispatch {
  const params = TAKEN.map((name) => [name, derivative.params[name]!] as const);
  const tensors = Object.entries(derivative.tensors).filter(([name]) => name !== 'gradient');
  return {
    ...convolution,
    flags: { ...convolution.flags, ...derivative.flags, BACKWARD: 1 },
    params: { ...convolution.params, ...Object.fromEntries(params) },
    tensors: { ...convolution.tensors, ...Object.fromEntries(tensors) },
  };
}
