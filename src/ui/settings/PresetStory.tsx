import { PRESETS } from '../../nets/presets';
import { useStudio } from '../studio-context';
import classes from './Settings.module.css';

/** What the chosen preset is, and what it reproduces. */
export function PresetStory() {
  const preset = PRESETS[useStudio((studio) => studio.settings.preset)];
  return (
    <div className={classes.story}>
      <p>{preset.description}</p>
      <p className={classes.quiet}>{`Source: ${preset.source}`}</p>
    </div>
  );
}
