import { useEffect, useState } from 'react';
import { useActions } from '../studio-context';
import classes from './DropEverywhere.module.css';
import { goesIntoField } from './page-guard';
import { words } from '../../words';

/** Whether something that may be a picture is being dragged. */
const mayHoldPictures = ({ dataTransfer }: DragEvent): boolean =>
  ['Files', 'text/uri-list', 'text/html'].some((type) => dataTransfer?.types.includes(type));

/** Takes dropped pictures, folders and projects anywhere on the page, in every room; what cannot be
 *  taken is said. The page itself is held by the guard. */
export function DropEverywhere() {
  const [over, setOver] = useState(false);
  const actions = useActions();
  useEffect(() => {
    // Enter and leave come for every element on the way: the page is left when all were left.
    let depth = 0;
    // What is dragged from this page is here already.
    let own = false;
    const leave = (): void => {
      depth = 0;
      setOver(false);
    };
    const listeners = {
      dragstart: () => {
        own = true;
        // The mouse is silent until the drag is over, which an element that is gone does not tell.
        window.addEventListener('mousemove', () => (own = false), { once: true });
      },
      dragend: leave,
      dragenter: (event: DragEvent) => {
        depth += 1;
        if (!own && mayHoldPictures(event)) setOver(true);
      },
      dragleave: () => {
        depth -= 1;
        if (depth <= 0) leave();
      },
      drop: (event: DragEvent) => {
        leave();
        if (own || goesIntoField(event) || !event.dataTransfer) return;
        void actions.drop(event.dataTransfer);
      },
    };
    const all = Object.entries(listeners) as [keyof typeof listeners, (event: DragEvent) => void][];
    for (const [type, listener] of all) window.addEventListener(type, listener);
    return () => {
      for (const [type, listener] of all) window.removeEventListener(type, listener);
    };
  }, [actions]);
  if (!over) return null;
  return (
    <div className={classes.veil} aria-hidden>
      <p>{words().frame.letGo}</p>
    </div>
  );
}
