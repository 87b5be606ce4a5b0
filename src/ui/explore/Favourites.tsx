import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { FavouriteRecord } from '../../contract/records';
import type { Origin } from '../../explore/origin';
import { readOrigin } from '../../explore/origin-text';
import { exploreWords } from '../../words/explore';
import { EditableName } from '../parts/EditableName';
import { useExplore, useExploreActions } from './explore-context';
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
