import { Button, Loader } from '@mantine/core';
import { useState } from 'react';
import { ROOM_IDS } from '../../store/rooms';
import { openRunOf } from '../../store/views';
import { ErrorNote } from '../parts/ErrorNote';
import { Guard } from '../parts/Guard';
import { HiddenTitle } from '../parts/HiddenTitle';
import { lazyPart } from '../parts/lazy-part';
import { ROOM_PARTS } from '../rooms';
import { useActions, useStudio } from '../studio-context';
import { useWakeLock } from '../browser/use-wake-lock';
import { DropEverywhere } from './DropEverywhere';
import { Notices } from './Notices';
import { TopBar } from './TopBar';
import { useAddress } from './use-address';
import { useProgressSign } from './use-progress-sign';
import { useShortcuts } from './use-shortcuts';
import { useRunNotifications } from './use-run-notifications';
import { words } from '../../words';
import classes from './Shell.module.css';

const ShortcutsDialog = lazyPart('shortcuts', () => import('./ShortcutsDialog'));

/** The page: the bar on top, one room below, and what is there in every room. */
export function Shell() {
  const [help, setHelp] = useState(false);
  const room = useStudio((studio) => studio.room);
  const Room = ROOM_PARTS[room];
  const ready = useStudio((studio) => studio.ready);
  const fatal = useStudio((studio) => studio.fatal);
  const training = useStudio((studio) => {
    const openRun = openRunOf(studio);
    return openRun?.live === true && openRun.run.state === 'running';
  });
  useAddress();
  useProgressSign();
  useRunNotifications();
  useWakeLock(training);
  usePageShortcuts(() => setHelp(true));
  return (
    <>
      <Guard>
        <TopBar onHelp={() => setHelp(true)} />
      </Guard>
      <main className={classes.main} data-room={room}>
        {fatal ? (
          <div className={classes.centre}>
            <HiddenTitle>{words().frame.cannotOpen}</HiddenTitle>
            <ErrorNote error={fatal}>
              <Button onClick={() => window.location.reload()}>{words().frame.loadAgain}</Button>
            </ErrorNote>
          </div>
        ) : ready ? (
          <Guard key={room} waiting={<Waiting />}>
            <Room />
          </Guard>
        ) : (
          <Waiting />
        )}
      </main>
      <Guard>
        <Notices />
      </Guard>
      <Guard>
        <DropEverywhere />
      </Guard>
      {help && (
        <Guard onClose={() => setHelp(false)}>
          <ShortcutsDialog onClose={() => setHelp(false)} />
        </Guard>
      )}
    </>
  );
}

const Waiting = () => (
  <div className={classes.centre}>
    <Loader color="gray" size="sm" type="dots" aria-label={words().frame.opening} role="img" />
  </div>
);

function usePageShortcuts(showHelp: () => void): void {
  const actions = useActions();
  const live = useStudio((studio) => {
    const openRun = openRunOf(studio);
    return openRun?.live ? openRun.run.state : null;
  });
  useShortcuts({
    help: showHelp,
    ...Object.fromEntries(ROOM_IDS.map((id) => [id, () => actions.goTo(id)])),
    ...(live === 'running' ? { pauseOrResume: () => actions.pause() } : {}),
    ...(live === 'paused' ? { pauseOrResume: () => actions.resume() } : {}),
  });
}
