import { ActionIcon, Button, FileButton } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import type { DirectionRecord } from '../../contract/records';
import { FARTHEST } from '../../explore/perform/targets';
import { amountOf, keptName } from '../../store/explore/directions';
import { writeDirections } from '../../store/explore/directions-file';
import { exploreWords } from '../../words/explore';
import { quantity } from '../../words/format';
import { EditableName } from '../parts/EditableName';
import { RangeField } from '../parts/RangeField';
import { useActions } from '../studio-context';
import { useExplore, useExploreActions } from './explore-context';
import classes from './Explore.module.css';

/** Sliders along directions in latent space: those that were kept, then those that were found. */
export function Directions() {
  const vectors = useExplore((explore) => explore.vectors);
  const directions = useExplore((explore) => explore.directions);
  const finding = useExplore((explore) => explore.finding);
  const actions = useExploreActions();
  const says = exploreWords().directions;
  const found = (way: string): string[] =>
    [...vectors.keys()].filter((name) => name.startsWith(way));
  return (
    <section aria-label={says.title} className={classes.hand}>
      <h2>{says.title}</h2>
      {vectors.size === 0 && <p className={classes.quiet}>{says.none}</p>}
      <div className={classes.buttons}>
        <Button size="xs" loading={finding} onClick={() => void actions.findDirections()}>
          {says.find}
        </Button>
        {directions.length > 0 && <ShareDirections directions={directions} />}
        <FileButton
          accept=".json,application/json"
          onChange={(file) => file && void actions.takeDirections(file)}
        >
          {(props) => (
            <Button size="xs" variant="subtle" color="gray" {...props}>
              {says.open}
            </Button>
          )}
        </FileButton>
      </div>
      {directions.map((direction) => (
        <div key={direction.keptAt} className={classes.direction}>
          <Along direction={keptName(direction)} name={direction.name} />
          <EditableName
            bare
            of="direction"
            name={direction.name}
            onRename={(name) => void actions.renameDirection(direction, name)}
          />
          <ActionIcon
            size="sm"
            aria-label={says.delete(direction.name)}
            onClick={() => void actions.forgetDirection(direction)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      {found('a').map((name) => (
        <Found key={name} direction={name} />
      ))}
      {found('c').length > 0 && (
        <details className={classes.hand}>
          <summary>{says.firstLayer}</summary>
          {found('c').map((name) => (
            <Found key={name} direction={name} />
          ))}
        </details>
      )}
    </section>
  );
}

/** One that was found, and can be kept. */
function Found({ direction }: { direction: string }) {
  const actions = useExploreActions();
  const says = exploreWords().directions;
  const name = says.name(direction);
  return (
    <div className={classes.direction}>
      <Along direction={direction} name={name} />
      <ActionIcon
        size="sm"
        aria-label={says.keep(name)}
        onClick={() => void actions.keepDirection(direction, name)}
      >
        <IconBookmark size={16} />
      </ActionIcon>
    </div>
  );
}

function Along({ direction, name }: { direction: string; name: string }) {
  const amount = useExplore(({ hand }) => amountOf(hand, direction));
  const none = useExplore(({ hand }) => hand === null);
  const actions = useExploreActions();
  return (
    <RangeField
      label={name}
      value={amount}
      min={-FARTHEST}
      max={FARTHEST}
      step={0.1}
      text={quantity(amount)}
      disabled={none}
      onChange={(value) => actions.move(direction, value)}
    />
  );
}

function ShareDirections({ directions }: { directions: readonly DirectionRecord[] }) {
  const studio = useActions();
  const says = exploreWords().directions;
  const run = useExplore(({ generator }) => generator?.runId);
  const share = (): void => {
    const blob = new Blob([writeDirections(directions)], { type: 'application/json' });
    studio.exploring().files.save({ name: says.fileName(run ?? ''), blob });
  };
  return (
    <Button size="xs" onClick={share}>
      {says.share}
    </Button>
  );
}
