import type { NetSpec } from '../../../contract/net-spec';
import { Stream } from '../../../contract/random';
import { statisticsPasses } from '../../../nets/average';
import { DispatchList } from './dispatch';
import { NetPlan } from './net-plan';
import { STATE_LENGTH } from './state';
import { LANES, storage, whole, type Tensor } from './tensor';
import type { GpuTraits } from './traits';
import { prepare } from './update';

/** What gives an averaged generator the statistics that belong to its weights. */
export interface AverageLists {
  /** Copies of its weights as convolutions read them. */
  readonly preparation: DispatchList;
  /** One pass over latents of their own, whose statistics add their share to the running ones. */
  readonly pass: DispatchList;
  /** How many passes. */
  readonly passes: number;
}

/** The generator that computes with the average of the trained one's weights. */
export class AveragedPlan {
  readonly net: NetPlan;
  /** Of its own: the step is the number of a pass. */
  readonly state: Tensor;

  constructor(
    spec: NetSpec,
    private readonly seed: number,
    readonly flags: Tensor,
    traits?: GpuTraits,
  ) {
    this.state = whole(storage('state of the average', STATE_LENGTH / LANES, true));
    this.net = new NetPlan('averaged generator', spec, seed, this.state, false, false, traits);
  }

  /** @param images of a pass. */
  lists(images: number): AverageLists {
    const preparation = new DispatchList();
    prepare(preparation, this.net, 'generator', this, null);
    const passes = statisticsPasses(images);
    return { preparation, pass: this.pass(images, passes), passes };
  }

  private pass(images: number, passes: number): DispatchList {
    const list = new DispatchList();
    const size = this.net.spec.input[0]!;
    const size4 = Math.ceil(size / LANES);
    const { seed, state } = this;
    const z = whole(storage('latents', images * size4));
    list.add({
      kernel: 'latent',
      label: 'latents of the average',
      params: { count: images, size, size4, seed, stream: Stream.AverageStatistics, firstImage: 0 },
      tensors: { y: z, state },
      grid: [Math.ceil((images * size4) / 64), 1, 1],
    });
    const pass = {
      images,
      groups: 1,
      mode: 'training',
      follow: true,
      sharesOf: passes,
      number: 0,
      firstImage: 0,
    } as const;
    this.net.forward(list, z, pass, null);
    return list;
  }
}
