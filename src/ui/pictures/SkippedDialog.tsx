import type { DatasetRecord } from '../../contract/records';
import { Name } from '../parts/Name';
import { Dialog } from '../parts/Dialog';
import { CopyButton } from '../parts/CopyButton';
import { skippedText } from './set-contents';
import { skipText, words } from '../../words';
import classes from './SkippedDialog.module.css';

/** More would make the dialog slow; nobody reads them one by one. */
const MOST_LINES = 1000;

/** Every file that did not become a picture, with its reason. */
export default function SkippedDialog(props: { set: DatasetRecord; onClose: () => void }) {
  const { set, onClose } = props;
  const says = words().pictures.skipped;
  return (
    <Dialog onClose={onClose} title={says.label(set.skippedCount)} size="lg">
      <CopyButton text={() => skippedText(set)}>{says.copy}</CopyButton>
      <ul className={classes.list}>
        {set.skipped.slice(0, MOST_LINES).map(({ path, reason }, index) => (
          <li key={`${index} ${path}`} className={classes.file}>
            <p className={classes.path}>
              <Name>{path}</Name>
            </p>
            <p className={classes.reason}>{skipText(reason)}</p>
          </li>
        ))}
      </ul>
      {set.skippedCount > MOST_LINES && <p className={classes.reason}>{says.first(MOST_LINES)}</p>}
    </Dialog>
  );
}
