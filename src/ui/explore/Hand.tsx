import { Button } from '@mantine/core';
import { exploreWords, originName } from '../../words/explore';
import { words } from '../../words';
import { parentsOf } from '../../explore/origin';
import { madeIn } from '../../store/explore/made';
import { scoredName } from '../../store/explore/taking';
import { waits } from '../../store/explore/tools';
import { shownVerdict } from '../../store/explore/verdicts';
import { CopyButton } from '../parts/CopyButton';
import { RangeField } from '../parts/RangeField';
import { useActions } from '../studio-context';
import {
  useExplore,
  useExploreActions,
  useExploreStore,
  useVerdictsStore,
} from './explore-context';
import { HandPicture } from './HandPicture';
import { PressPicture } from './Painted';
import { PrintButton } from './PrintButton';
import { ToolPanel } from './ToolPanel';
import { usePictures } from './use-pictures';
import classes from './Explore.module.css';

/** The picture in hand, what it was made from, and what can be made of it. */
export function Hand() {
  const hand = useExplore((explore) => explore.hand);
  const opened = useExplore((explore) => explore.opened);
  const waiting = useExplore(waits);
  const distance = useExplore((explore) => explore.distance);
  const favourites = useExplore((explore) => explore.favourites);
  const actions = useExploreActions();
  const says = exploreWords();
  if (!hand || !opened) return <p className={classes.quiet}>{says.hand.none}</p>;
  return (
    <section className={classes.hand} aria-label={says.hand.title} data-waiting={waiting}>
      <figure className={classes.large}>
        <HandPicture origin={hand} shape={opened.shape} label={originName(hand)} />
        <figcaption className={classes.quiet}>{originName(hand)}</figcaption>
      </figure>
      <div className={classes.buttons}>
        <Button
          size="xs"
          variant="filled"
          onClick={() => void actions.favour(says.favourites.name(favourites.length + 1))}
        >
          {says.hand.favourite}
        </Button>
        <Button size="xs" onClick={() => actions.use('near')}>
          {says.hand.near}
        </Button>
        <Button size="xs" onClick={() => actions.use('children')}>
          {says.hand.children}
        </Button>
        <Button size="xs" onClick={() => actions.use('morph')}>
          {says.hand.morph}
        </Button>
        <Button size="xs" onClick={() => actions.use('sum')}>
          {says.hand.sum}
        </Button>
        <DownloadHand />
        <PrintButton />
        <CopyButton text={() => window.location.href}>{says.hand.copyLink}</CopyButton>
      </div>
      <RangeField
        label={says.hand.distance}
        value={distance}
        min={0.05}
        max={1}
        step={0.05}
        text={says.hand.distanceOf(distance)}
        onChange={(value) => actions.set({ distance: value })}
      />
      <ToolPanel />
      <Family />
    </section>
  );
}

/** What the picture in hand was made from; a press walks back. */
function Family() {
  const hand = useExplore((explore) => explore.hand);
  const parents = hand ? parentsOf(hand) : [];
  const pictures = usePictures(parents, 'soon');
  const actions = useExploreActions();
  const says = exploreWords();
  if (parents.length === 0) return null;
  return (
    <div>
      <h2>{says.hand.family}</h2>
      <div className={classes.strip}>
        {parents.map((parent, i) => (
          <PressPicture
            key={i}
            origin={parent}
            rgba={pictures[i] ?? null}
            shown={64}
            label={says.hand.parent(originName(parent))}
            onPress={() => actions.take(parent)}
          />
        ))}
      </div>
    </div>
  );
}

/** Where scores stand on the pictures, the file's name and its record have the score as well. */
function DownloadHand() {
  const store = useExploreStore();
  const verdicts = useVerdictsStore();
  const studio = useActions();
  const download = async (): Promise<void> => {
    const { files, storage, report } = studio.exploring();
    const state = store.getState();
    const { hand, opened, generator, actions } = state;
    if (!hand || !opened || !generator) return;
    const signal = new AbortController().signal;
    // One that was drawn straight onto its canvas has no bytes yet; a failure stands in the room.
    await actions.paint([hand], 'now', signal).catch(() => undefined);
    const rgba = actions.painted(hand);
    if (!rgba) return;
    const title = words().files.newPicture(originName(hand), 1);
    const verdict = await shownVerdict(verdicts, state, signal);
    const record = madeIn(state, await storage.run(generator.runId), hand);
    const made = record && verdict ? { ...record, verdict } : record;
    const source = { title, shape: opened.shape, pictures: [{ index: 0, rgba, made }] };
    const file = verdict && { name: scoredName(0, generator.epoch, verdict.score) };
    await files
      .exporter({ type: 'picture', source }, () => undefined, signal)
      .then((saved) => files.save({ ...saved, ...file }), report);
  };
  return (
    <Button size="xs" onClick={() => void download()}>
      {exploreWords().hand.download}
    </Button>
  );
}
