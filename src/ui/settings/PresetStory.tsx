import { useStudio } from '../studio-context';
import { words } from '../../words';
import classes from './Settings.module.css';

/** What the chosen preset is, and what it reproduces. */
export function PresetStory() {
  const preset = words().presets[useStudio((studio) => studio.settings.preset)];
  return (
    <div className={classes.story}>
      <p>{preset.description}</p>
      <p className={classes.quiet}>{words().form.source(preset.source)}</p>
    </div>
  );
}
