import { Button } from '@mantine/core';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { RANGES, TRIGGERS, along, type Trigger } from '../../../explore/perform/targets';
import { keptName } from '../../../store/explore/directions';
import { exploreWords } from '../../../words/explore';
import { useExplore, useExploreActions } from '../explore-context';
import { Microphone } from './Microphone';
import { Midi } from './Midi';
import { usePerforming } from './performing';
import { RangeRow, TriggerRow } from './TargetRow';
import classes from './Perform.module.css';

/** What a performer controls Full screen by: sliders, buttons, and the knobs and sounds mapped to them. */
export function PerformPanel(props: {
  onTrigger: (trigger: Trigger) => void;
  onClose: () => void;
}) {
  const panel = useRef<HTMLElement>(null);
  const says = exploreWords().perform;
  // Hands are at the knobs then.
  const learning = usePerforming((performing) => performing.learning !== null);
  useEffect(() => panel.current?.focus(), []);
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={says.title}
      className={classes.panel}
      data-held={learning}
      onKeyDown={keepOwnKeys}
    >
      <div className={classes.head}>
        <h2>{says.title}</h2>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={props.onClose}>
          {says.close}
        </Button>
      </div>
      <Midi />
      <Microphone />
      {Object.keys(RANGES).map((name) => (
        <RangeRow key={name} target={name} />
      ))}
      <Directions />
      {TRIGGERS.map((name) => (
        <TriggerRow key={name} target={name} onPress={() => props.onTrigger(name)} />
      ))}
    </section>
  );
}

/** Keys that move a control are not Full screen's as well. */
function keepOwnKeys(event: KeyboardEvent): void {
  const { target, key } = event;
  const own =
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && /^Arrow/.test(key)) ||
    (target instanceof HTMLElement && target.tagName === 'SUMMARY' && key === ' ');
  if (own) event.stopPropagation();
}

/** Sliders along the room's directions: those that were kept first, then those that were found. */
function Directions() {
  const vectors = useExplore((explore) => explore.vectors);
  const kept = useExplore((explore) => explore.directions);
  const finding = useExplore((explore) => explore.finding);
  const actions = useExploreActions();
  const says = exploreWords().directions;
  const found = (way: string): string[] =>
    [...vectors.keys()].filter((name) => name.startsWith(way));
  const rows = (way: string) =>
    found(way).map((name) => <RangeRow key={name} target={along(name)} name={says.name(name)} />);
  return (
    <>
      {kept.map((one) => (
        <RangeRow key={one.keptAt} given target={along(keptName(one))} name={one.name} />
      ))}
      {rows('a')}
      {found('c').length > 0 && (
        <details className={classes.more}>
          <summary>{says.firstLayer}</summary>
          {rows('c')}
        </details>
      )}
      {found('a').length === 0 && (
        <Button size="xs" loading={finding} onClick={() => void actions.findDirections()}>
          {says.find}
        </Button>
      )}
    </>
  );
}
