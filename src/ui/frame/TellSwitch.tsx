import { Switch } from '@mantine/core';
import { memo, useState } from 'react';
import { useStoredFlag } from '../parts/use-stored';
import { TELL_KEY } from './telling';

/** "Tell me when it is done": the browser is asked for leave only when this is switched on. */
export const TellSwitch = memo(function TellSwitch() {
  const [on, setOn] = useStoredFlag(TELL_KEY, false);
  const [refused, setRefused] = useState(false);
  if (!('Notification' in window)) return null;
  const change = async (next: boolean): Promise<void> => {
    if (!next) return setOn(false);
    const answer = await Notification.requestPermission();
    setRefused(answer !== 'granted');
    setOn(answer === 'granted');
  };
  return (
    <Switch
      size="xs"
      label="Tell me when it is done"
      description={
        refused
          ? 'The browser does not allow notifications here; its site settings can.'
          : undefined
      }
      checked={on && Notification.permission === 'granted'}
      onChange={(event) => void change(event.currentTarget.checked)}
    />
  );
});
