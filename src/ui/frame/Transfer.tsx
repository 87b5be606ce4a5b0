import { Button, Progress } from '@mantine/core';
import type { TransferView } from '../../store/view-types';
import { useActions, useStudio } from '../studio-context';
import { words } from '../../words';
import classes from './Notices.module.css';

/** A project file on its way out or in, in every room. */
export function Transfer() {
  const transfer = useStudio((studio) => studio.transfer);
  return (
    // There before it has something to say, so that what comes is announced.
    <div className={classes.log} role="status">
      {transfer && <UnderWay transfer={transfer} />}
    </div>
  );
}

function UnderWay({ transfer }: { transfer: TransferView }) {
  const actions = useActions();
  const { kind, name, place, of, done, total } = transfer;
  const { transfer: says } = words().frame;
  const text = kind === 'export' ? says.writing(name) : says.reading(name, place, of);
  return (
    <div className={classes.notice}>
      <div className={classes.text}>
        <p>{text}</p>
        <Progress.Root size={4} radius={0} className={classes.bar}>
          <Progress.Section value={total > 0 ? (100 * done) / total : 0} aria-label={text} />
        </Progress.Root>
        <p className={classes.hint} aria-hidden>
          {total > 0 ? says.bytes(Math.min(done, total), total) : words().parts.beginning}
        </p>
      </div>
      <Button size="xs" onClick={() => actions.cancelTransfer()}>
        {words().parts.cancel}
      </Button>
    </div>
  );
}
