import { placed } from '../../contract/print';
import type { PrintChoice, PrintLook } from '../../store/explore/print-order';
import { printedIn } from '../../store/explore/printed';
import { exploreWords } from '../../words/explore';
import { PixelCanvas } from '../parts/PixelCanvas';
import { urlOf } from '../parts/image-url';
import { useExplore } from './explore-context';
import { usePictures } from './use-pictures';
import classes from './Print.module.css';

/** Where the picture goes on the paper; of what the generator would paint around it, a preview. */
export function PrintSheet(props: { choice: PrintChoice; look: PrintLook; preview: Blob | null }) {
  const { choice, look, preview } = props;
  const room = useExplore((explore) => explore);
  const { opened } = room;
  const printed = printedIn(room, choice).map(({ origin }) => origin);
  const pictures = usePictures(look.sheet ? printed : printed.slice(0, 1), 'now');
  const [rgba] = pictures;
  const says = exploreWords().print;
  if (!opened) return null;
  const { size, sheet } = look;
  if (sheet) {
    const { columns, cell, gap, left, top } = sheet;
    const share = (length: number, of: number): string => `${(100 * length) / of}%`;
    return (
      <div
        className={classes.sheet}
        style={{ aspectRatio: `${size.width} / ${size.height}` }}
        data-tall={size.height > size.width}
        role="img"
        aria-label={says.sheet}
      >
        {pictures.map((picture, i) => (
          <div
            key={i}
            className={classes.placed}
            style={{
              width: share(cell.width, size.width),
              left: share(left + (i % columns) * (cell.width + gap), size.width),
              top: share(top + Math.floor(i / columns) * (cell.height + gap), size.height),
            }}
          >
            <PixelCanvas
              rgba={picture}
              size={opened.shape}
              shown={(320 * cell.width) / size.width}
            />
          </div>
        ))}
      </div>
    );
  }
  const { width, height } = opened.shape;
  // In shares of the sheet: the picture where it is put, or in the middle of what is painted.
  const inMiddle = look.enlarged / size.width;
  const { shown, at } = placed({ width, height }, size, choice.placing);
  const across =
    look.way === 'paint' ? width * inMiddle : (at.width * width) / shown.width / size.width;
  const down = (((across * size.width) / width) * height) / size.height;
  return (
    <div
      className={classes.sheet}
      style={{ aspectRatio: `${size.width} / ${size.height}` }}
      data-tall={size.height > size.width}
    >
      {preview ? (
        <img className={classes.preview} src={urlOf(preview)} alt={says.sheet} />
      ) : (
        <div
          className={classes.placed}
          style={{
            width: `${100 * across}%`,
            left: `${50 * (1 - across)}%`,
            top: `${50 * (1 - down)}%`,
          }}
        >
          <PixelCanvas rgba={rgba ?? null} size={opened.shape} shown={320} label={says.sheet} />
        </div>
      )}
    </div>
  );
}
