import { Checkbox } from '@mantine/core';
import type { LookAlikeGroups } from '../../contract/look-alikes';
import type { DatasetRecord } from '../../contract/records';
import { Dialog } from '../parts/Dialog';
import { useActions } from '../studio-context';
import { isThinned, leaveOut } from './look-alikes';
import { Tile } from './Tile';
import { words } from '../../words';
import classes from './LookAlikesDialog.module.css';

/** More would make the dialog slow; the tick for all holds for those that are not shown too. */
const MOST_GROUPS = 100;
/** Width of a tile in CSS pixels. */
const TILE = 96;

/** All pictures that show the same, group by group, each to be left out or kept. */
export default function LookAlikesDialog(props: {
  set: DatasetRecord;
  groups: LookAlikeGroups;
  onClose: () => void;
}) {
  const { set, groups, onClose } = props;
  const actions = useActions();
  const says = words().pictures.alike;
  const out = new Set(set.excluded);
  const thin = (some: LookAlikeGroups, thinned: boolean): void => {
    if (thinned) void actions.setExcluded(set.id, leaveOut(some, out), true);
    else void actions.setExcluded(set.id, some.flat(), false);
  };
  return (
    <Dialog
      onClose={onClose}
      title={says.label(groups.reduce((sum, group) => sum + group.length, 0))}
      size="lg"
    >
      <p className={classes.why}>{says.why}</p>
      <Checkbox
        label={says.all}
        checked={groups.every((group) => isThinned(group, out))}
        onChange={(event) => thin(groups, event.currentTarget.checked)}
      />
      {groups.length > MOST_GROUPS && <p className={classes.why}>{says.more(MOST_GROUPS)}</p>}
      <ul className={classes.list}>
        {groups.slice(0, MOST_GROUPS).map((group, index) => (
          <li key={group[0]} className={classes.group}>
            <div className={classes.tiles} role="group" aria-label={says.group(index + 1)}>
              {group.map((picture, position) => (
                <Tile
                  key={picture}
                  set={set}
                  picture={picture}
                  position={position}
                  width={TILE}
                  height={(TILE * set.shape.height) / set.shape.width}
                  included={!out.has(picture)}
                  reachable
                  onToggle={(included) => void actions.setExcluded(set.id, [picture], !included)}
                />
              ))}
            </div>
            {groups.length > 1 && (
              <Checkbox
                size="xs"
                label={says.one}
                checked={isThinned(group, out)}
                onChange={(event) => thin([group], event.currentTarget.checked)}
              />
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
