import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { newSeed } from '../../contract/new-id';
import { exploreWords } from '../../words/explore';
import { count, quantity } from '../../words/format';
import { useExplore, useExploreActions } from './explore-context';
import { PerformPanel } from './perform/PerformPanel';
import { usePerformer } from './perform/use-drive';
import { useFullScreen, useLostFocus } from './use-full-screen';
import { useScreen } from './use-screen';
import { useWalk } from './use-walk';
import classes from './Play.module.css';

const SPEEDS = [0.125, 0.25, 0.5, 1, 2, 4] as const;
/** Milliseconds without a hand on it, after which nothing but the picture is seen. */
const IDLE_MS = 2500;
/** CSS pixels that a finger moves for another picture. */
const SWIPE = 60;

/** One picture as large as the screen, on an endless walk; keys, buttons and touch lead it. */
export function Play({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { screen, key, canvas } = useScreen();
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const [moving, setMoving] = useState(!still);
  const [panel, setPanel] = useState(false);
  const [told, setTold] = useState(false);
  const { idle, alive } = useIdle();
  const favourites = useExplore((explore) => explore.favourites);
  const actions = useExploreActions();
  const performer = usePerformer(moving, {
    next: () => walk.jump(1),
    pause: () => setMoving((now) => !now),
    seed: () => walk.goTo(newSeed()),
    keep: () => keep(),
  });
  const walk = useWalk(screen, performer.drive);
  useFullScreen(dialog, performer.asking);
  useLostFocus(dialog);
  const says = exploreWords().play;

  const close = (): void => dialog.current?.close();
  const leave = (): void => {
    actions.take(walk.here());
    actions.set({ truncation: performer.truncation() });
    onClose();
  };
  const keep = (): void => {
    actions.take(walk.here());
    void actions.favour(exploreWords().favourites.name(favourites.length + 1));
  };
  const faster = (by: 1 | -1): void => {
    const next =
      by > 0
        ? SPEEDS.find((one) => one > performer.speed)
        : SPEEDS.findLast((one) => one < performer.speed);
    if (next !== undefined) performer.setSpeed(next);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ' ': () => setMoving((now) => !now),
    ArrowRight: () => walk.jump(1),
    ArrowLeft: () => walk.jump(-1),
    ArrowUp: () => faster(1),
    ArrowDown: () => faster(-1),
    k: keep,
    i: () => setTold((now) => !now),
    m: () => setPanel((now) => !now),
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const onButton = event.target instanceof HTMLButtonElement && event.key === ' ';
    const act = onButton ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const touch = useRef(0);
  const onPointerUp = (event: PointerEvent): void => {
    const moved = event.clientX - touch.current;
    if (Math.abs(moved) > SWIPE) walk.jump(moved < 0 ? 1 : -1);
    else setMoving((now) => !now);
  };
  return (
    <dialog
      ref={dialog}
      className={classes.play}
      aria-label={says.title}
      tabIndex={-1}
      data-idle={idle}
      data-panel={panel}
      onClose={leave}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onKeyDownCapture={alive}
      onKeyDown={onKeyDown}
      onPointerDown={alive}
      onPointerMove={alive}
    >
      <canvas
        key={key}
        ref={canvas}
        className={classes.picture}
        role="img"
        aria-label={says.picture}
        onPointerDown={(event) => (touch.current = event.clientX)}
        onPointerUp={onPointerUp}
      />
      <div className={classes.bar}>
        <Button size="xs" onClick={() => setMoving(!moving)}>
          {moving ? says.halt : says.walk}
        </Button>
        <Button size="xs" onClick={() => faster(-1)}>
          {says.slower}
        </Button>
        <Button size="xs" onClick={() => faster(1)}>
          {says.faster}
        </Button>
        <Button size="xs" onClick={keep}>
          {says.keep}
        </Button>
        <Button size="xs" aria-expanded={panel} onClick={() => setPanel(!panel)}>
          {exploreWords().perform.open}
        </Button>
        <Button size="xs" onClick={close}>
          {says.close}
        </Button>
        <span className={classes.told}>{says.speed(quantity(performer.speed))}</span>
        {told && (
          <span className={classes.told}>{says.rate[walk.rate.way](count(walk.rate.frames))}</span>
        )}
      </div>
      {panel && <PerformPanel onTrigger={performer.trigger} onClose={() => setPanel(false)} />}
    </dialog>
  );
}

function useIdle(): { readonly idle: boolean; readonly alive: () => void } {
  const [idle, setIdle] = useState(false);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setIdle(true), IDLE_MS);
    return () => clearTimeout(timer);
  }, [turn]);
  return {
    idle,
    alive: () => {
      setIdle(false);
      setTurn((now) => now + 1);
    },
  };
}
