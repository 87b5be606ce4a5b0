import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { RunRecord, SampleRecord } from '../../contract/records';
import type { RunSummary } from '../../store/model';
import { goOnWords, goingOn } from '../open-run/going-on';
import { STATE_WORDS } from '../open-run/state-words';
import { PRESETS } from '../../nets/presets';
import { urlOf } from '../parts/image-url';
import { Name } from '../parts/Name';
import { EditableName } from '../parts/EditableName';
import { useActions, useStudio } from '../studio-context';
import { countOf } from '../../contract/count';
import { bytes, count, when } from '../../words/format';
import classes from './RunCard.module.css';

/** One run on the runs. */
export function RunCardView({ card }: { card: RunSummary }) {
  const { run, thumbnail } = card;
  const actions = useActions();
  const [now] = useState(() => Date.now());
  return (
    <article className={classes.card}>
      <button
        type="button"
        className={classes.picture}
        tabIndex={-1}
        aria-hidden
        onClick={() => void actions.openRun(run.id)}
      >
        <Thumbnail sample={thumbnail} />
      </button>
      <h2 className={classes.name}>
        <EditableName
          of="run"
          name={run.name}
          onRename={(name) => void actions.renameRun(run.id, name)}
        />
      </h2>
      <ul className={classes.facts}>
        <li>
          {`${STATE_WORDS[run.state]}, epoch ${count(run.epoch)}/${count(run.settings.epochs)}`}
        </li>
        <li>
          <Name>{run.datasetName}</Name>
          <span>{`, ${countOf(run.datasetCount, 'picture')}`}</span>
        </li>
        <li>{`${PRESETS[run.settings.preset].name}, ${run.settings.imageSize} px`}</li>
        <li>{`${when(run.createdAt, now)} · ${bytes(card.bytes)}`}</li>
      </ul>
      <div className={classes.buttons}>
        <Button
          size="xs"
          aria-label={`Open ${run.name}`}
          onClick={() => void actions.openRun(run.id)}
        >
          Open
        </Button>
        <CardMenu run={run} />
      </div>
    </article>
  );
}

function CardMenu({ run }: { run: RunRecord }) {
  const actions = useActions();
  const way = useStudio(({ datasets }) => goingOn(run, datasets));
  const pictures = useStudio(({ datasets }) => datasets.some(({ id }) => id === run.datasetId));
  const busy = useStudio((studio) => studio.transfer !== null);
  const ended = ['stopped', 'interrupted', 'failed'].includes(run.state);
  // These ends always keep a generator of their last epoch; others may have none.
  const keptLast = (run.state === 'finished' || run.state === 'stopped') && run.epoch > 0;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={`More for ${run.name}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {ended && way === 'yes' && (
          <Menu.Item onClick={() => void actions.goOn(run.id)}>{goOnWords(run)}</Menu.Item>
        )}
        <Menu.Item
          onClick={() => {
            actions.useSettings(run.settings);
            actions.newRun();
            actions.goTo('train');
          }}
        >
          Duplicate settings
        </Menu.Item>
        <Menu.Item disabled={busy} onClick={() => void actions.exportProject(run.id, false)}>
          Export project
        </Menu.Item>
        {pictures && (
          <Menu.Item disabled={busy} onClick={() => void actions.exportProject(run.id, true)}>
            Export project with its pictures
          </Menu.Item>
        )}
        {keptLast && (
          <Menu.Item onClick={() => void actions.downloadGenerator(run.id, run.epoch)}>
            Download its newest generator
          </Menu.Item>
        )}
        <Menu.Item onClick={() => void actions.downloadSamples(run.id)}>
          Download its samples
        </Menu.Item>
        <Menu.Item onClick={() => void actions.downloadCurves(run.id)}>
          Download its curves
        </Menu.Item>
        <Menu.Item onClick={() => void actions.deleteRun(run.id)}>Delete</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Thumbnail({ sample }: { sample: SampleRecord | null }) {
  if (!sample) return <span className={classes.blank}>No samples yet</span>;
  return <img src={urlOf(sample.image)} alt="" className={classes.image} />;
}
