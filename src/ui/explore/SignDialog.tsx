import { Switch } from '@mantine/core';
import { useStore } from 'zustand';
import { stamps } from '../../contract/signature';
import { exploreWords } from '../../words/explore';
import { Dialog } from '../parts/Dialog';
import { ErrorNote } from '../parts/ErrorNote';
import { useActions } from '../studio-context';
import { signingOf } from './explore-context';
import { SignFields } from './SignFields';
import { SignPreview } from './SignPreview';
import classes from './Sign.module.css';

/** What the artist signs with, where and in which ink, on a picture as it will be; each change is kept. */
export function SignDialog({ onClose }: { onClose: () => void }) {
  const signing = signingOf(useActions().exploring());
  const signature = useStore(signing, (state) => state.signature);
  const error = useStore(signing, (state) => state.error);
  const { actions } = signing.getState();
  const says = exploreWords().sign;
  return (
    <Dialog title={says.open} size="xl" onClose={onClose}>
      {signature && (
        <div className={classes.sign}>
          <div className={classes.shown}>
            <SignPreview signature={signature} />
            <p className={classes.quiet}>{says.previewHelp}</p>
          </div>
          <div className={classes.made}>
            <Switch
              label={says.on}
              description={says.onHelp}
              checked={signature.on}
              onChange={({ currentTarget: { checked } }) => actions.change({ on: checked })}
            />
            <p role="status" className={classes.missing}>
              {signature.on && !stamps(signature) ? says.nothing[signature.kind] : ''}
            </p>
            <SignFields
              signature={signature}
              onChange={actions.change}
              onFile={(file) => void actions.choose(file)}
            />
            {error && <ErrorNote error={error} />}
          </div>
        </div>
      )}
    </Dialog>
  );
}
