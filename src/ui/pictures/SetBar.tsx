import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { DatasetRecord } from '../../contract/records';
import { activeCount } from '../../store/sets';
import { openRunOf } from '../../store/views';
import { useActions, useStudio } from '../studio-context';
import { ChooseButtons } from './ChooseButtons';
import { Folders } from './Folders';
import { LookAlikes } from './LookAlikes';
import { OptionFields } from './OptionFields';
import { SetPicker } from './SetPicker';
import { SkippedFiles } from './SkippedFiles';
import { words } from '../../words';
import classes from './SetBar.module.css';

export type Panel = 'options' | 'folders';

/** The thin bar above the picture grid: which set, how many, how they are cut, and on to Train. */
export function SetBar(props: {
  set: DatasetRecord;
  panel: Panel | null;
  onPanel: (panel: Panel | null) => void;
}) {
  const { set, panel } = props;
  const toggle = (wanted: Panel): void => props.onPanel(panel === wanted ? null : wanted);
  const folders = set.folders.length > 1;
  return (
    <div className={classes.bar}>
      <div className={classes.line}>
        <SetPicker set={set} />
        <Counts set={set} />
        <TrainButton />
      </div>
      <div className={classes.line}>
        <Button
          size="xs"
          rightSection={<IconChevronDown size={14} />}
          aria-expanded={panel === 'options'}
          onClick={() => toggle('options')}
        >
          {words().preparedAs(set)}
        </Button>
        {folders && (
          <Button
            size="xs"
            rightSection={<IconChevronDown size={14} />}
            aria-expanded={panel === 'folders'}
            onClick={() => toggle('folders')}
          >
            {words().pictures.set.folders(set.folders.length)}
          </Button>
        )}
        <span className={classes.more}>
          <ChooseButtons hinted size="xs" variant="subtle" color="gray" />
        </span>
      </div>
      {panel === 'options' && <OptionFields set={set} />}
      {panel === 'folders' && folders && <Folders set={set} />}
    </div>
  );
}

function Counts({ set }: { set: DatasetRecord }) {
  const active = activeCount(set);
  const out = set.count - active;
  const says = words().pictures.set;
  return (
    <>
      <div role="status" className={classes.count}>
        <span>{says.ready(active)}</span>
      </div>
      {out > 0 && <span className={classes.quiet}>{says.leftOut(out)}</span>}
      {set.skippedCount > 0 && <SkippedFiles set={set} />}
      <LookAlikes set={set} />
    </>
  );
}

/** From the picture grid to the first samples in one press. */
function TrainButton() {
  const actions = useActions();
  const issues = useStudio((studio) => studio.settingIssues);
  const busy = useStudio((studio) => openRunOf(studio)?.live === true);
  const preparing = useStudio((studio) => studio.preparing);
  return (
    <Button
      className={classes.train}
      variant="filled"
      disabled={preparing && !busy}
      onClick={() => {
        // What keeps the run from starting is said at its field, so the form has to be seen.
        if (!busy && issues.length > 0) actions.newRun();
        actions.goTo('train');
        if (!busy && issues.length === 0) void actions.train();
      }}
    >
      {busy ? words().pictures.set.seeRun : words().pictures.set.train}
    </Button>
  );
}
