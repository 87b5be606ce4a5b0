import { ActionIcon, NativeSelect, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { memo, useMemo, type KeyboardEvent } from 'react';
import type { SampleRecord } from '../../contract/records';
import { SPEEDS, indexAt, type FilmAction } from './film';
import type { FilmControls } from './use-film';
import { words } from '../../words';
import classes from './Scrubber.module.css';

const KEYS: Record<string, FilmAction> = {
  ArrowLeft: { type: 'move', by: -1 },
  ArrowDown: { type: 'move', by: -1 },
  ArrowRight: { type: 'move', by: 1 },
  ArrowUp: { type: 'move', by: 1 },
  Home: { type: 'show', index: 0 },
  End: { type: 'newest' },
};

/** All grids of the run under one slider, and as a film. */
export const Scrubber = memo(function Scrubber(props: {
  samples: readonly SampleRecord[];
  film: FilmControls;
  /** Epoch with the best measure so far; null where none was measured. */
  best: number | null;
}) {
  const { samples, film, best } = props;
  const epochs = useMemo(() => samples.map(({ epoch }) => epoch), [samples]);
  const last = epochs.at(-1) ?? 0;
  const here = film.sample?.epoch ?? 0;
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = KEYS[event.key];
    if (!action) return;
    event.preventDefault();
    film.act(action);
  };
  const says = words().openRun.film;
  const action = film.state.playing ? says.halt : says.play;
  return (
    <div className={classes.row}>
      <Tooltip label={says.withKey(action)}>
        <ActionIcon
          aria-label={action}
          disabled={samples.length < 2}
          onClick={() => film.act({ type: 'toggle' })}
        >
          {film.state.playing ? <IconPlayerPause size={18} /> : <IconPlayerPlay size={18} />}
        </ActionIcon>
      </Tooltip>
      <div className={classes.track}>
        <input
          type="range"
          className={classes.slider}
          aria-label={says.epoch}
          aria-valuetext={here === best ? says.bestPlace(here, last) : says.place(here, last)}
          min={0}
          max={last}
          step={1}
          value={here}
          style={{ '--done': `${last > 0 ? (100 * here) / last : 0}%` } as React.CSSProperties}
          onChange={(event) => {
            const wanted = Number(event.currentTarget.value);
            film.act({ type: 'show', index: indexAt(epochs, wanted, film.index) });
          }}
          onKeyDown={onKeyDown}
        />
        {best !== null && last > 0 && best <= last && (
          <span
            className={classes.best}
            style={{ '--at': `${(100 * best) / last}%` } as React.CSSProperties}
          >
            {says.bestSoFar}
          </span>
        )}
      </div>
      <span className={classes.place}>{here === 0 ? says.beforeTraining : says.atEpoch(here)}</span>
      <NativeSelect
        size="xs"
        aria-label={says.speed}
        className={classes.speed}
        value={String(film.state.speed)}
        data={SPEEDS.map((speed) => ({ value: String(speed), label: says.aSecond(speed) }))}
        onChange={(event) => film.act({ type: 'speed', speed: Number(event.currentTarget.value) })}
      />
    </div>
  );
});
