import { ActionIcon, Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { FavouriteRecord } from '../../contract/records';
import type { Origin } from '../../explore/origin';
import { readOrigin } from '../../explore/origin-text';
import { takeFavourites } from '../../store/explore/taking-favourites';
import { words } from '../../words';
import { exploreWords } from '../../words/explore';
import { EditableName } from '../parts/EditableName';
import { useActions } from '../studio-context';
import { useExplore, useExploreActions, useExploreStore } from './explore-context';
import { PressPicture } from './Painted';
import { usePicture } from './use-pictures';
import classes from './Explore.module.css';

/** Pictures that were kept of the run that is explored. */
export function Favourites() {
  const favourites = useExplore((explore) => explore.favourites);
  const says = exploreWords().favourites;
  return (
    <section aria-label={says.title} className={classes.favourites}>
      <h2>{says.title}</h2>
      {favourites.length === 0 && <p className={classes.quiet}>{says.none}</p>}
      {favourites.length > 0 && <DownloadFavourites />}
      <ul className={classes.favouriteList}>
        {favourites.map((favourite) => {
          const origin = readOrigin(favourite.origin);
          return (
            origin && <Favourite key={favourite.keptAt} favourite={favourite} origin={origin} />
          );
        })}
      </ul>
    </section>
  );
}

/** All of them as a ZIP. */
function DownloadFavourites() {
  const studio = useActions();
  const store = useExploreStore();
  const [busy, setBusy] = useState(false);
  const download = async (): Promise<void> => {
    const ports = studio.exploring();
    const room = store.getState();
    setBusy(true);
    try {
      const run = room.generator && (await ports.storage.run(room.generator.runId));
      const title = exploreWords().favourites.file(run?.name ?? words().files.noRun);
      await takeFavourites(ports, room, title);
    } catch (error) {
      ports.report(error);
    }
    setBusy(false);
  };
  return (
    <Button size="compact-xs" loading={busy} onClick={() => void download()}>
      {exploreWords().favourites.download}
    </Button>
  );
}

function Favourite({ favourite, origin }: { favourite: FavouriteRecord; origin: Origin }) {
  const actions = useExploreActions();
  const rgba = usePicture(origin, 'soon');
  const says = exploreWords().favourites;
  return (
    <li className={classes.favourite}>
      <PressPicture origin={origin} rgba={rgba} shown={64} label={says.take(favourite.name)} />
      <EditableName
        of="favourite"
        name={favourite.name}
        onRename={(name) => void actions.rename(favourite, name)}
      />
      <ActionIcon
        size="sm"
        aria-label={says.delete(favourite.name)}
        onClick={() => void actions.forget(favourite)}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </li>
  );
}
