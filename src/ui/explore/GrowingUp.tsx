import type { KeptGenerator } from '../../contract/commands';
import { exploreWords } from '../../words/explore';
import { useExplore, useExploreActions } from './explore-context';
import { PressPicture } from './Painted';
import { usePicture } from './use-pictures';
import classes from './Explore.module.css';

/** Epochs shown, at most. */
const MOST = 10;

/** The picture in hand through the epochs that are kept. */
export function GrowingUp() {
  const generator = useExplore((explore) => explore.generator);
  const hand = useExplore((explore) => explore.hand);
  const epochs = useExplore((explore) => explore.epochs);
  if (!generator || !hand || epochs.length < 2) return null;
  const says = exploreWords().growing;
  return (
    <section aria-label={says.title}>
      <h2 title={says.help}>{says.title}</h2>
      <div className={classes.strip}>
        {evenly(epochs, MOST).map((epoch) => (
          <AtEpoch key={epoch} generator={{ ...generator, epoch }} />
        ))}
      </div>
    </section>
  );
}

function AtEpoch({ generator }: { generator: KeptGenerator }) {
  const hand = useExplore((explore) => explore.hand);
  const current = useExplore((explore) => explore.generator?.epoch === generator.epoch);
  const actions = useExploreActions();
  const rgba = usePicture(hand, 'soon', generator);
  const says = exploreWords().growing;
  if (!hand) return null;
  return (
    <figure className={classes.age} data-current={current}>
      <PressPicture
        origin={hand}
        rgba={rgba}
        shown={64}
        label={says.show(generator.epoch)}
        onPress={() => void actions.explore(generator)}
      />
      <figcaption className={classes.quiet}>{says.epoch(generator.epoch)}</figcaption>
    </figure>
  );
}

/** So many of them, the first and the last among them. */
export function evenly(values: readonly number[], most: number): number[] {
  if (values.length <= most) return [...values];
  return Array.from(
    { length: most },
    (_, i) => values[Math.round((i * (values.length - 1)) / (most - 1))]!,
  );
}
