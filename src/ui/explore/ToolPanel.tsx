import { Button } from '@mantine/core';
import { SUGGESTED } from '../../store/explore/store';
import { suggestions, waits } from '../../store/explore/tools';
import type { Tool } from '../../store/explore/model';
import { exploreWords, originName } from '../../words/explore';
import { RangeField } from '../parts/RangeField';
import { useExplore, useExploreActions } from './explore-context';
import { PressPicture } from './Painted';
import { usePictures } from './use-pictures';
import classes from './Explore.module.css';

/** What the tool under way waits for, suggests, or can be moved by. */
export function ToolPanel() {
  const tool = useExplore((explore) => explore.tool);
  return tool && <PanelOf tool={tool} />;
}

function PanelOf({ tool }: { tool: Tool }) {
  const hand = useExplore((explore) => explore.hand);
  const distance = useExplore((explore) => explore.distance);
  const actions = useExploreActions();
  const says = exploreWords();
  const others = 'others' in tool ? tool.others : [];
  const ingredients = others.length > 0 ? [tool.from, ...others] : [];
  const suggested = suggestions({ hand, tool, distance }, SUGGESTED);
  const given = usePictures(ingredients, 'soon');
  const made = usePictures(suggested, 'now');
  const titles = {
    near: says.tool.nearTitle,
    children: says.tool.childrenTitle,
    morph: says.tool.morphTitle,
    sum: says.tool.sumTitle,
  };
  return (
    <section className={classes.tool} aria-label={titles[tool.kind]}>
      <div className={classes.head}>
        <h2>{titles[tool.kind]}</h2>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => actions.endTool()}>
          {says.hand.end}
        </Button>
      </div>
      <p role="status" className={classes.quiet}>
        {waits({ tool }) && waitsFor(tool)}
      </p>
      {ingredients.length > 0 && (
        <div className={classes.strip}>
          {ingredients.map((origin, i) => (
            <PressPicture
              key={i}
              origin={origin}
              rgba={given[i] ?? null}
              shown={64}
              label={says.hand.parent(originName(origin))}
              onPress={() => (tool.kind === 'morph' ? actions.morphTo(i) : actions.take(origin))}
            />
          ))}
        </div>
      )}
      {tool.kind === 'morph' && tool.others.length > 0 && (
        <>
          <RangeField
            label={says.tool.scrub}
            value={tool.at}
            min={0}
            max={tool.others.length}
            step={0.01}
            text={says.tool.at(tool.at / tool.others.length)}
            onChange={(at) => actions.morphTo(at)}
          />
          <Button size="compact-xs" onClick={() => actions.addToMorph()}>
            {says.tool.addStation}
          </Button>
        </>
      )}
      {suggested.length > 0 && (
        <div className={classes.suggestions}>
          {suggested.map((origin, i) => (
            <PressPicture
              key={i}
              origin={origin}
              rgba={made[i] ?? null}
              shown={80}
              label={says.tool.suggestion(i + 1)}
              onPress={() => actions.take(origin)}
            />
          ))}
        </div>
      )}
    </section>
  );
}

function waitsFor(tool: Tool): string {
  const says = exploreWords().tool;
  if (tool.kind === 'children') return says.pressMate;
  if (tool.kind === 'sum')
    return tool.others.length === 0 ? says.pressSubtrahend : says.pressAddend;
  return says.pressTarget;
}
