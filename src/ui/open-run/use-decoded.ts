import { useEffect, useState } from 'react';
import type { SampleRecord } from '../../contract/records';
import { urlOf } from '../parts/image-url';

export interface DecodedSample {
  readonly sample: SampleRecord;
  readonly url: string;
}

/** The sample once its image is decoded; the one before stays until then, so nothing flickers. */
export function useDecoded(sample: SampleRecord | null): DecodedSample | null {
  const [shown, setShown] = useState<DecodedSample | null>(null);
  useEffect(() => {
    if (!sample) return;
    let late = false;
    const url = urlOf(sample.image);
    const image = new Image();
    image.src = url;
    const show = (): void => {
      if (!late) setShown({ sample, url });
    };
    // An image that cannot be decoded is shown all the same: its alternative text then stands.
    image.decode().then(show, show);
    return () => {
      late = true;
    };
  }, [sample]);
  return sample ? shown : null;
}
