import type { WorkView } from '../../store/view-types';
import { useActions } from '../studio-context';
import { WorkSign } from './WorkSign';
import { workText } from '../../words';
import classes from './WorkSign.module.css';

/** Signs of works, beside the controls that began them. */
export function WorkSigns({ works }: { works: readonly WorkView[] }) {
  const actions = useActions();
  return (
    // There before it has something to say, so that what comes is announced.
    <div className={works.length > 0 ? classes.signs : undefined} role="status">
      {works.map(({ id, work, done, total }) => (
        <WorkSign
          key={id}
          text={workText(work)}
          done={done}
          total={total}
          onCancel={() => actions.cancelWork(id)}
        />
      ))}
    </div>
  );
}
