import type { Origin } from '../../explore/origin';
import type { Rgba } from '../../store/explore/pictures';
import { PixelCanvas } from '../parts/PixelCanvas';
import { exploreWords, originName } from '../../words/explore';
import { useExplore, useExploreActions } from './explore-context';
import classes from './Explore.module.css';

/** A picture that can be pressed: it is taken in hand, or given to the tool that waits for one. */
export function PressPicture(props: {
  origin: Origin;
  rgba: Rgba | null;
  /** Width on the page in CSS pixels. */
  shown: number;
  /** The discriminator's, where it is to stand on it. */
  score?: number | null;
  label?: string;
  /** As in a group of which one is reached by Tab, and the others by arrows. */
  tabIndex?: number;
  position?: number;
  onPress?: () => void;
}) {
  const actions = useExploreActions();
  const shape = useExplore(({ opened }) => opened?.shape);
  const says = exploreWords();
  const press = props.onPress ?? (() => actions.press(props.origin));
  const label = props.label ?? says.picture(originName(props.origin));
  const scored = props.score ?? null;
  return (
    <button
      type="button"
      className={classes.picture}
      aria-label={scored === null ? label : says.scored(label, scored)}
      onClick={press}
      {...(props.tabIndex === undefined ? {} : { tabIndex: props.tabIndex })}
      {...(props.position === undefined ? {} : { 'data-position': props.position })}
    >
      {shape && <PixelCanvas rgba={props.rgba} size={shape} shown={props.shown} />}
      {scored !== null && (
        <span className={classes.score} aria-hidden>
          {says.score(scored)}
        </span>
      )}
    </button>
  );
}
