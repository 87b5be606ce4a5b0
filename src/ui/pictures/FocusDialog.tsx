import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { StudioError, type StudioErrorData } from '../../contract/errors';
import { CENTRE, largestPart, placeOf, samePlace } from '../../contract/focus';
import { longerSide, sameSize } from '../../contract/picture-shape';
import type { DatasetRecord } from '../../contract/records';
import type { WholePicture } from '../../store/view-types';
import { Dialog } from '../parts/Dialog';
import { ErrorNote } from '../parts/ErrorNote';
import { Name } from '../parts/Name';
import { PixelCanvas } from '../parts/PixelCanvas';
import { PreviousNext } from '../parts/PreviousNext';
import { useActions } from '../studio-context';
import { FocusStage } from './FocusStage';
import { shownPictures } from './set-contents';
import { usePicture } from './use-picture';
import { useMoves } from './use-moves';
import { words } from '../../words';
import classes from './FocusDialog.module.css';

/** Longer side of the crop as it is learnt from, in CSS pixels. */
const CROP = 112;

/** The whole picture, with the point that its crop is taken around. [PIC26] */
export default function FocusDialog(props: {
  set: DatasetRecord;
  picture: number;
  onPicture: (picture: number) => void;
  onClose: () => void;
}) {
  const { set, picture } = props;
  const shown = shownPictures(set);
  const at = shown.indexOf(picture);
  const beside = (by: number): (() => void) | null => {
    const other = shown[at + by];
    return other === undefined ? null : () => props.onPicture(other);
  };
  return (
    <Dialog onClose={props.onClose} title={words().pictures.focus.title} size="xl">
      <Opened key={picture} set={set} picture={picture} />
      <PreviousNext onPrevious={beside(-1)} onNext={beside(1)} />
    </Dialog>
  );
}

function Opened({ set, picture }: { set: DatasetRecord; picture: number }) {
  const [whole, failure] = useWhole(set, picture);
  if (failure) return <ErrorNote error={failure} />;
  if (!whole) {
    return (
      <p className={classes.reading} role="status">
        {words().pictures.focus.reading}
      </p>
    );
  }
  return <Mover set={set} picture={picture} whole={whole} />;
}

function Mover(props: { set: DatasetRecord; picture: number; whole: WholePicture }) {
  const { set, picture, whole } = props;
  const says = words().pictures.focus;
  const { place, busy, move, commit } = useMoves(
    set,
    picture,
    placeOf(set.focusPoints, whole.hash),
  );
  const crop = largestPart(whole.size, set.shape, place);
  const all = sameSize(crop, whole.size);
  const rgba = usePicture(set, whole.picture);
  const part = CROP / longerSide(set.shape);
  const shown = { width: set.shape.width * part, height: set.shape.height * part };
  return (
    <>
      <p className={classes.path}>
        <Name short>{whole.path}</Name>
      </p>
      <FocusStage
        whole={whole}
        crop={all ? null : crop}
        place={place}
        onMove={move}
        onCommit={commit}
      />
      <div className={classes.result}>
        <div style={shown}>
          <PixelCanvas
            rgba={rgba}
            size={set.shape}
            shown={shown.width}
            label={says.crop}
            className={classes.crop}
          />
        </div>
        <div className={classes.words}>
          <p>{all ? says.nothing : says.hint}</p>
          {!all && (set.cropsPerPicture ?? 1) > 1 && <p>{says.several}</p>}
          {!all && <p role="status">{busy ? says.preparing : says.done}</p>}
          {!all && (
            <Button
              size="xs"
              disabled={samePlace(place, CENTRE)}
              onClick={() => {
                move(CENTRE);
                commit(CENTRE);
              }}
            >
              {says.centre}
            </Button>
          )}
        </div>
      </div>
    </>
  );
}

/** The whole picture once it was read, or why it cannot be. */
function useWhole(
  { id }: DatasetRecord,
  picture: number,
): readonly [WholePicture | null, StudioErrorData | null] {
  const actions = useActions();
  const [whole, setWhole] = useState<WholePicture | null>(null);
  const [failure, setFailure] = useState<StudioErrorData | null>(null);
  useEffect(() => {
    let gone = false;
    actions.wholePicture(id, picture).then(
      (found) => {
        if (!gone) setWhole(found);
      },
      (cause: unknown) => {
        if (!gone) setFailure(StudioError.from(cause).toData());
      },
    );
    return () => {
      gone = true;
    };
  }, [actions, id, picture]);
  return [whole, failure];
}
