import { useEffect, useState } from 'react';
import { StudioError, type StudioErrorData } from '../../contract/errors';
import { stamps, type Signature } from '../../contract/signature';
import { originText } from '../../explore/origin-text';
import { readPlainly } from '../../signature/draw';
import { Signer } from '../../signature/signer';
import type { Rgba } from '../../store/explore/pictures';
import { exploreWords, originName } from '../../words/explore';
import { ErrorNote } from '../parts/ErrorNote';
import { PixelCanvas } from '../parts/PixelCanvas';
import { useExplore } from './explore-context';
import { usePicture } from './use-pictures';
import classes from './Sign.module.css';

/** Width of the picture in CSS pixels, about. */
const SHOWN = 320;

/** The picture in hand, or the first of the wall, with the signature that a download would have. */
export function SignPreview({ signature }: { signature: Signature }) {
  const shape = useExplore(({ opened }) => opened?.shape);
  const hand = useExplore((explore) => explore.hand);
  const seed = useExplore((explore) => explore.firstSeed);
  const origin = hand ?? ({ kind: 'seed', seed } as const);
  const rgba = usePicture(origin, 'now');
  const key = originText(origin);
  const [signed, setSigned] = useState<Rgba | null>(null);
  const [error, setError] = useState<StudioErrorData | null>(null);
  useEffect(() => {
    if (!rgba || !shape) return;
    let stale = false;
    const copy = rgba.slice();
    const signing = stamps(signature)
      ? new Signer(signature, readPlainly).sign(copy, shape, key)
      : Promise.resolve();
    signing.then(
      () => {
        if (stale) return;
        setSigned(copy);
        setError(null);
      },
      (cause: unknown) => stale || setError(StudioError.from(cause).toData()),
    );
    return () => {
      stale = true;
    };
  }, [signature, rgba, shape, key]);
  if (!shape) return null;
  return (
    <>
      <PixelCanvas
        rgba={signed}
        size={shape}
        shown={SHOWN}
        label={exploreWords().sign.preview(originName(origin))}
        className={classes.picture}
      />
      {error && <ErrorNote error={error} />}
    </>
  );
}
