import { Switch } from '@mantine/core';
import { memo, useState } from 'react';
import { askToNotify, hasNotifications, mayNotify } from '../browser/notifications';
import { useStoredFlag } from '../parts/use-stored';
import { NOTIFY_KEY } from './run-news';
import { words } from '../../words';

/** "Tell me when it is done": the browser is asked for leave only when this is switched on. */
export const NotifySwitch = memo(function NotifySwitch() {
  const [on, setOn] = useStoredFlag(NOTIFY_KEY, false);
  const [refused, setRefused] = useState(false);
  if (!hasNotifications()) return null;
  const change = async (next: boolean): Promise<void> => {
    if (!next) return setOn(false);
    const allowed = await askToNotify();
    setRefused(!allowed);
    setOn(allowed);
  };
  return (
    <Switch
      size="xs"
      label={words().frame.tell.label}
      description={refused ? words().frame.tell.refused : undefined}
      checked={on && mayNotify()}
      onChange={(event) => void change(event.currentTarget.checked)}
    />
  );
});
