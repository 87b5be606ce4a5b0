import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { SOURCES } from '../../../explore/perform/sound';
import { exploreWords } from '../../../words/explore';
import { usePerforming, usePerformingActions } from './performing';
import classes from './Perform.module.css';

/** Uses the microphone at a press, shows what is heard, and lets it go. */
export function Microphone() {
  const microphone = usePerforming((performing) => performing.microphone);
  const actions = usePerformingActions();
  const says = exploreWords().perform.sound;
  const on = microphone === 'on';
  return (
    <div className={classes.part}>
      <Button
        size="xs"
        loading={microphone === 'asking'}
        onClick={() => (on ? actions.letMicrophoneGo() : void actions.useMicrophone())}
      >
        {on ? says.letGo : says.use}
      </Button>
      <p role="status" className={classes.quiet}>
        {on || microphone === 'off' ? says.about : says[microphone]}
      </p>
      {on && <Meters />}
    </div>
  );
}

/** What is heard. It changes each frame of the screen, and is written past React. */
function Meters() {
  const list = useRef<HTMLDListElement>(null);
  const actions = usePerformingActions();
  const says = exploreWords().perform.sound;
  useEffect(() => {
    const meters = [...(list.current?.querySelectorAll('meter') ?? [])];
    let frame = 0;
    const draw = (): void => {
      const now = actions.levels();
      for (const [i, source] of SOURCES.entries()) meters[i]!.value = now[source];
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [actions]);
  return (
    <dl ref={list} aria-label={says.levels} className={classes.meters}>
      {SOURCES.map((source) => (
        <div key={source}>
          <dt>{says.sources[source]}</dt>
          <dd>
            <meter aria-label={says.sources[source]} min={0} max={1} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
