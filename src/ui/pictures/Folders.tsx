import { Checkbox } from '@mantine/core';
import type { DatasetRecord } from '../../contract/records';
import { useActions } from '../studio-context';
import { count } from '../../words/format';
import classes from './Folders.module.css';

/** Sub-folders with their counts; styles kept as folders can be ticked on and off. */
export function Folders({ set }: { set: DatasetRecord }) {
  const actions = useActions();
  const off = new Set(set.untickedFolders);
  return (
    <fieldset className={classes.set}>
      <legend className={classes.legend}>Folders that are learnt from</legend>
      {set.folders.map((folder, index) => (
        <Checkbox
          key={folder.path}
          size="xs"
          label={`${folder.path === '' ? 'Top folder' : folder.path} (${count(folder.count)})`}
          checked={!off.has(index)}
          onChange={(event) =>
            void actions.setFolderTicked(set.id, index, event.currentTarget.checked)
          }
        />
      ))}
    </fieldset>
  );
}
