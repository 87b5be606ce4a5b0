import { Dialog } from '../parts/Dialog';
import { words } from '../../words';
import classes from './MyWork.module.css';

/** What is kept, when, and what becomes of it; here, so that it can be read without a connection. */
export default function MyWork(props: { onClose: () => void }) {
  return (
    <Dialog onClose={props.onClose} title={words().runs.myWork} size="lg">
      <div className={classes.body}>
        {words().myWork.map(({ title, says }) => (
          <section key={title}>
            <h3>{title}</h3>
            <ul className={classes.list}>
              {says.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
