import { useLayoutEffect, useState } from 'react';
import { useActions } from '../studio-context';
import { projectOf } from './dropped-project';
import classes from './DropEverywhere.module.css';

const carriesFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') ?? false;

/** Takes dropped pictures, folders and projects anywhere on the page, in every room. */
export function DropEverywhere() {
  const [over, setOver] = useState(false);
  const actions = useActions();
  // Before the page is seen: a file dropped on it must never be opened in its place.
  useLayoutEffect(() => {
    // Enter and leave come for every element on the way: the page is left when all were left.
    let depth = 0;
    const onEnter = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setOver(true);
    };
    const onOver = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const onLeave = (): void => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      depth = 0;
      setOver(false);
      if (!event.dataTransfer || !carriesFiles(event)) return;
      event.preventDefault();
      const project = projectOf(event.dataTransfer);
      if (project) {
        void actions.importFile(project);
        actions.goTo('runs');
        return;
      }
      // The transfer can be read only within this event, so the action comes first.
      void actions.drop(event.dataTransfer);
      actions.goTo('pictures');
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [actions]);
  if (!over) return null;
  return (
    <div className={classes.veil} aria-hidden>
      <p>Let go to bring it in</p>
    </div>
  );
}
