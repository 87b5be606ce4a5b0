import { Checkbox } from '@mantine/core';
import type { DatasetRecord } from '../../contract/records';
import { useActions } from '../studio-context';
import { words } from '../../words';
import classes from './Folders.module.css';

/** Sub-folders with their counts; styles kept as folders can be ticked on and off. */
export function Folders({ set }: { set: DatasetRecord }) {
  const actions = useActions();
  const says = words().pictures.folders;
  const off = new Set(set.untickedFolders);
  return (
    <fieldset className={classes.set}>
      <legend className={classes.legend}>{says.label}</legend>
      {set.folders.map((folder, index) => (
        <Checkbox
          key={folder.path}
          size="xs"
          label={
            folder.path === '' ? says.top(folder.count) : says.folder(folder.path, folder.count)
          }
          checked={!off.has(index)}
          onChange={(event) =>
            void actions.setFolderTicked(set.id, index, event.currentTarget.checked)
          }
        />
      ))}
    </fieldset>
  );
}
