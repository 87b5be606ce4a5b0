import { Kbd } from '@mantine/core';
import { Dialog } from '../parts/Dialog';
import { SHORTCUTS, keyName } from './shortcuts';
import classes from './ShortcutsDialog.module.css';

export default function ShortcutsDialog(props: { onClose: () => void }) {
  return (
    <Dialog onClose={props.onClose} title="Keyboard shortcuts">
      <dl className={classes.list}>
        {SHORTCUTS.map(({ shortcut, keys, does }) => (
          <div key={shortcut} className={classes.row}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key}>{keyName(key)}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
