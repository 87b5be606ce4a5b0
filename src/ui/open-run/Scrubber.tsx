import { ActionIcon, NativeSelect, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { memo, useMemo, type KeyboardEvent } from 'react';
import type { SampleRecord } from '../../contract/records';
import { SPEEDS, indexAt, type FilmAction } from './film';
import type { FilmControls } from './use-film';
import { count } from '../../words/format';
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
}) {
  const { samples, film } = props;
  const epochs = useMemo(() => samples.map(({ epoch }) => epoch), [samples]);
  const last = epochs.at(-1) ?? 0;
  const here = film.sample?.epoch ?? 0;
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = KEYS[event.key];
    if (!action) return;
    event.preventDefault();
    film.act(action);
  };
  const words = film.state.playing ? 'Halt the film' : 'Play the film';
  return (
    <div className={classes.row}>
      <Tooltip label={`${words} (F)`}>
        <ActionIcon
          aria-label={words}
          disabled={samples.length < 2}
          onClick={() => film.act({ type: 'toggle' })}
        >
          {film.state.playing ? <IconPlayerPause size={18} /> : <IconPlayerPlay size={18} />}
        </ActionIcon>
      </Tooltip>
      <input
        type="range"
        className={classes.slider}
        aria-label="Epoch"
        aria-valuetext={`Epoch ${here} of ${last}`}
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
      <span className={classes.place}>
        {here === 0 ? 'before training' : `epoch ${count(here)}`}
      </span>
      <NativeSelect
        size="xs"
        aria-label="Speed of the film"
        className={classes.speed}
        value={String(film.state.speed)}
        data={SPEEDS.map((speed) => ({ value: String(speed), label: `${speed} a second` }))}
        onChange={(event) => film.act({ type: 'speed', speed: Number(event.currentTarget.value) })}
      />
    </div>
  );
});
