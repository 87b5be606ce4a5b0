import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { exportsFrom } from '../../contract/exports';
import { withoutSet } from '../../contract/nets-from-files';
import type { RunRecord, SampleRecord } from '../../contract/records';
import { wantedSize } from '../../contract/picture-shape';
import type { RunSummary } from '../../store/view-types';
import { goOnWords, goingOn } from '../open-run/going-on';
import { urlOf } from '../parts/image-url';
import { Name } from '../parts/Name';
import { EditableName } from '../parts/EditableName';
import { useActions, useStudio } from '../studio-context';
import { words } from '../../words';
import classes from './RunCard.module.css';

/** One run of the list. */
export function RunCard({ card }: { card: RunSummary }) {
  const { run, thumbnail } = card;
  const actions = useActions();
  const [now] = useState(() => Date.now());
  // The record of a run that trains is written now and then; its view is ahead of it.
  const epoch = useStudio(({ views }) => views[run.id]?.progress?.epoch) ?? run.epoch;
  const foreign = withoutSet(run);
  const says = words().runs.card;
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
        {(!foreign || run.epoch > 0) && (
          <li>{says.epochs(words().openRun.state[run.state], epoch, run.settings.epochs)}</li>
        )}
        <li>
          {foreign ? (
            says.fromFile
          ) : (
            <>
              <Name>{run.datasetName}</Name>
              <span>{says.pictures(run.datasetCount)}</span>
            </>
          )}
        </li>
        <li>{says.recipe(words().presets[run.settings.preset].name, wantedSize(run.settings))}</li>
        <li>{says.began(run.createdAt, now, card.bytes)}</li>
      </ul>
      <div className={classes.buttons}>
        <Button
          size="xs"
          aria-label={says.openNamed(run.name)}
          onClick={() => void actions.openRun(run.id)}
        >
          {says.open}
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
  const says = words().runs.card;
  const ended = ['stopped', 'interrupted', 'failed'].includes(run.state);
  // These ends always keep a generator of their last epoch; others may have none.
  const keptLast = (run.state === 'finished' || run.state === 'stopped') && run.epoch > 0;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={says.more(run.name)}>
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
          {says.duplicate}
        </Menu.Item>
        <Menu.Item disabled={busy} onClick={() => void actions.exportProject(run.id, false)}>
          {says.export}
        </Menu.Item>
        {pictures && (
          <Menu.Item disabled={busy} onClick={() => void actions.exportProject(run.id, true)}>
            {says.exportWithPictures}
          </Menu.Item>
        )}
        {exportsFrom(
          ...(keptLast ? (['generator', 'weights'] as const) : []),
          'samples',
          'curves',
          'page',
        ).map((id) => (
          <Menu.Item key={id} onClick={() => void actions.download(id, run.id, run.epoch)}>
            {words().exports[id].menu}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => void actions.deleteRun(run.id)}>{says.delete}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Thumbnail({ sample }: { sample: SampleRecord | null }) {
  if (!sample) return <span className={classes.blank}>{words().runs.card.noSamples}</span>;
  return <img src={urlOf(sample.image)} alt="" className={classes.image} />;
}
