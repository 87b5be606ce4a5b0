import { Button, NativeSelect } from '@mantine/core';
import type { KeptGenerator } from '../../contract/commands';
import { TRUNCATION } from '../../explore/latents';
import { keptGroups } from '../../nets/kept-generator';
import { exploreWords } from '../../words/explore';
import { quantity } from '../../words/format';
import { LARGEST_SEED } from '../../contract/random';
import { useWorks } from '../open-run/works';
import { DownloadAs } from '../parts/DownloadAs';
import { NumberField } from '../parts/NumberField';
import { RangeField } from '../parts/RangeField';
import { WorkSigns } from '../parts/WorkSigns';
import { notWhole } from '../parts/whole-number';
import { FilmButton } from './FilmButton';
import { useExplore, useExploreActions } from './explore-context';
import { PlayButton } from './PlayButton';
import { SignButton } from './SignButton';
import { TakePictures } from './TakePictures';
import { firstOf, type KeptOfRun } from './use-generators';
import classes from './Explore.module.css';

/** Which generator, and how its pictures are looked at. */
export function Controls({ kept }: { kept: readonly KeptOfRun[] }) {
  const generator = useExplore((explore) => explore.generator);
  const truncation = useExplore((explore) => explore.truncation);
  const view = useExplore((explore) => explore.view);
  const firstSeed = useExplore((explore) => explore.firstSeed);
  const actions = useExploreActions();
  const says = exploreWords();
  const own = kept.find(({ run }) => run.id === generator?.runId);
  const groups = own ? keptGroups(own.run.settings) : [];
  const explore = (change: Partial<KeptGenerator>): void => {
    if (generator) void actions.explore({ ...generator, ...change });
  };
  return (
    <div className={classes.controls}>
      <NativeSelect
        label={says.generator}
        value={generator ? `${generator.runId} ${generator.epoch}` : ''}
        data={optionsOf(kept, generator)}
        onChange={({ currentTarget: { value } }) => {
          const place = value.lastIndexOf(' ');
          const [runId, epoch] = [value.slice(0, place), Number(value.slice(place + 1))];
          const other = kept.find(({ run }) => run.id === runId);
          if (!other) return;
          if (runId === generator?.runId) explore({ epoch });
          else void actions.explore({ ...firstOf(other), epoch });
        }}
      />
      {groups.length > 1 && (
        <NativeSelect
          label={says.weights}
          value={generator?.weights ?? ''}
          data={groups.map((value) => ({ value, label: says.weightsOf[value] }))}
          onChange={({ currentTarget: { value } }) => {
            const weights = groups.find((group) => group === value);
            if (weights) explore({ weights });
          }}
        />
      )}
      <div role="group" aria-label={says.view} className={classes.view}>
        {(['wall', 'map', 'scores'] as const).map((one) => (
          <Button
            key={one}
            size="sm"
            px="sm"
            aria-pressed={view === one}
            variant={view === one ? 'filled' : 'default'}
            color="gray"
            onClick={() => actions.set({ view: one })}
          >
            {says.views[one]}
          </Button>
        ))}
      </div>
      {view !== 'map' && (
        <NumberField
          label={says.firstSeed}
          value={firstSeed}
          whole
          commit="leaving"
          check={(value) => notWhole(value, 0, LARGEST_SEED)}
          onChange={(value) => actions.set({ firstSeed: value ?? 0 })}
        />
      )}
      <RangeField
        label={says.truncation}
        help={says.truncationHelp}
        value={truncation}
        {...TRUNCATION}
        step={0.05}
        text={quantity(truncation)}
        onChange={(value) => actions.set({ truncation: value })}
      />
      <div className={classes.takes}>
        <PlayButton />
        {own && <FilmButton run={own.run.name} />}
        <TakePictures />
        <SignButton />
        {own && generator && (
          <DownloadAs run={own.run} epoch={generator.epoch} looked={generator.weights} size="sm" />
        )}
      </div>
      {own && <Works runId={own.run.id} />}
    </div>
  );
}

/** Files of the run that are being made. */
function Works({ runId }: { runId: string }) {
  return <WorkSigns works={useWorks(runId)} />;
}

/** All kept generators of the run that is explored, newest first; of other runs the first choice. */
function optionsOf(kept: readonly KeptOfRun[], generator: KeptGenerator | null) {
  const says = exploreWords();
  return kept.map((one) => {
    const { run, epochs, best } = one;
    const shown = run.id === generator?.runId ? epochs.toReversed() : [firstOf(one).epoch];
    return {
      group: run.name,
      items: shown.map((epoch) => ({
        value: `${run.id} ${epoch}`,
        label: (epoch === best ? says.bestOfRun : says.ofRun)(run.name, epoch),
      })),
    };
  });
}
