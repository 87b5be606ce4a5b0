import { Kbd } from '@mantine/core';
import { Dialog } from '../parts/Dialog';
import { SHORTCUTS, keyName } from './shortcuts';
import { words } from '../../words';
import classes from './ShortcutsDialog.module.css';

export default function ShortcutsDialog(props: { onClose: () => void }) {
  return (
    <Dialog onClose={props.onClose} title={words().frame.shortcuts}>
      <dl className={classes.list}>
        {SHORTCUTS.map(({ shortcut, keys }) => (
          <div key={shortcut} className={classes.row}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key}>{keyName(key)}</Kbd>
              ))}
            </dt>
            <dd>{words().frame.does[shortcut]}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
