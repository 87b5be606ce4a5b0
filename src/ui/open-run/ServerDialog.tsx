import { Button } from '@mantine/core';
import type { RunRecord } from '../../contract/records';
import { serverBytes } from '../../contract/server-bytes';
import { words } from '../../words';
import { Dialog } from '../parts/Dialog';
import { useActions, useStudio } from '../studio-context';
import classes from './ServerDialog.module.css';

/** What there is to know of going on elsewhere, and the file for it [SERVER1]. */
export default function ServerDialog({ run, onClose }: { run: RunRecord; onClose: () => void }) {
  const actions = useActions();
  const busy = useStudio((studio) =>
    studio.works.some(({ work, runId }) => work.kind === 'server' && runId === run.id),
  );
  const says = words().openRun.server;
  const { checkpoint, datasetCount } = run;
  return (
    <Dialog title={says.title} onClose={onClose} size="lg">
      <div className={classes.parts}>
        <p>
          {checkpoint
            ? says.holds(checkpoint.step, datasetCount, serverBytes(run))
            : says.noCheckpoint}
        </p>
        <p>{says.run}</p>
        <pre className={classes.command}>{says.command}</pre>
        <p>{says.readme}</p>
        <p>{says.back}</p>
        <p>{says.private}</p>
        <Button
          variant="filled"
          disabled={!checkpoint || busy}
          onClick={() => {
            void actions.takeToServer(run.id);
            onClose();
          }}
        >
          {says.download}
        </Button>
      </div>
    </Dialog>
  );
}
