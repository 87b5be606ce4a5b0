import { StudioError } from '../../contract/errors';
import type { PackedPicture, Packing } from '../../contract/packing';

/** Keeps what is packed, by portions. */
export class FakePacking implements Packing {
  readonly portions: (readonly PackedPicture[])[] = [];
  cancelled = false;

  add(pictures: readonly PackedPicture[]): Promise<void> {
    if (this.cancelled) return Promise.reject(new StudioError('cancelled'));
    this.portions.push(pictures);
    return Promise.resolve();
  }

  end(): Promise<Blob> {
    return Promise.resolve(new Blob(['zip']));
  }

  cancel(): void {
    this.cancelled = true;
  }
}
