import { ActionIcon, NativeSelect, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { DatasetRecord } from '../../contract/records';
import { EditableName } from '../parts/EditableName';
import { useActions, useStudio } from '../studio-context';
import { words } from '../../words';
import classes from './SetPicker.module.css';

/** Which set is on the picture grid; several are kept by name. */
export function SetPicker({ set }: { set: DatasetRecord }) {
  const sets = useStudio((studio) => studio.datasets);
  const actions = useActions();
  const says = words().pictures.set;
  return (
    <div className={classes.picker}>
      {sets.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label={says.label}
          value={set.id}
          onChange={(event) => actions.selectDataset(event.currentTarget.value)}
          data={sets.map(({ id, name, count, shape }) => ({
            value: id,
            label: says.choice(name, count, shape),
          }))}
        />
      )}
      <EditableName
        of="set"
        name={set.name}
        bare={sets.length > 1}
        onRename={(name) => void actions.renameDataset(set.id, name)}
      />
      <Tooltip label={says.delete}>
        <ActionIcon
          size="sm"
          aria-label={says.deleteNamed(set.name)}
          onClick={() => void actions.deleteDataset(set.id)}
        >
          <IconTrash size={14} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
