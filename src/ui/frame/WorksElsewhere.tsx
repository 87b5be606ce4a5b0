import type { RoomId, WorkView } from '../../store/view-types';
import { WorkSign } from '../parts/WorkSign';
import { useActions, useStudio } from '../studio-context';
import { workText } from '../../words';
import classes from './Notices.module.css';

/** Whether the run's own controls, which show the sign, are on the page. */
const atItsControls = (
  { work, runId }: WorkView,
  room: RoomId,
  openRunId: string | null,
): boolean => work.kind !== 'open' && room === 'train' && openRunId === runId;

/** Works that were begun where the person no longer is, or in the Runs room. */
export function WorksElsewhere() {
  const works = useStudio((studio) => studio.works);
  const room = useStudio((studio) => studio.room);
  const openRunId = useStudio((studio) => studio.openRunId);
  const actions = useActions();
  return (
    <div className={classes.log} role="status">
      {works
        .filter((work) => !atItsControls(work, room, openRunId))
        .map(({ id, work, done, total }) => (
          <div key={id} className={classes.notice}>
            <WorkSign
              text={workText(work)}
              done={done}
              total={total}
              onCancel={() => actions.cancelWork(id)}
            />
          </div>
        ))}
    </div>
  );
}
