import { Button, Collapse } from '@mantine/core';
import { useEffect } from 'react';
import { IconChevronDown } from '@tabler/icons-react';
import { useStoredFlag } from '../parts/use-stored';
import { useActions, useStudio } from '../studio-context';
import { CopyButton } from '../parts/CopyButton';
import { FIRST_FIELDS, otherFields } from './fields';
import { PresetStory } from './PresetStory';
import { SettingField } from './SettingField';
import { words } from '../../words';
import { counts } from '../../words/setting-values';
import classes from './Settings.module.css';

/** Four fields and the engine at first sight; all others under "All settings". */
export function SettingsForm() {
  const settings = useStudio((studio) => studio.settings);
  const issues = useStudio((studio) => studio.settingIssues);
  const actions = useActions();
  const [wanted, setWanted] = useStoredFlag('atelier.all-settings', false);
  // A field that needs attention is never hidden, and stays in sight once it is mended.
  const attention = issues.some(({ field }) => !FIRST_FIELDS.includes(field));
  const open = wanted || attention;
  useEffect(() => {
    if (attention) setWanted(true);
  }, [attention, setWanted]);
  return (
    <div className={classes.form}>
      <div className={classes.grid}>
        {FIRST_FIELDS.filter((field) => counts(field, settings)).map((field) => (
          <SettingField key={field} field={field} />
        ))}
      </div>
      <PresetStory />
      <div className={classes.line}>
        <Button
          size="xs"
          aria-expanded={open}
          rightSection={<IconChevronDown size={14} className={classes.chevron} />}
          onClick={() => setWanted(!open)}
        >
          {words().form.all}
        </Button>
        <CopyButton text={() => actions.settingsLink()}>{words().form.copyLink}</CopyButton>
      </div>
      <Collapse expanded={open} keepMounted={false} transitionDuration={120}>
        {otherFields(settings).map(({ name, keys }) => (
          <fieldset key={name} className={classes.group}>
            <legend className={classes.legend}>{name}</legend>
            <div className={classes.grid}>
              {keys.map((field) => (
                <SettingField key={field} field={field} />
              ))}
            </div>
          </fieldset>
        ))}
      </Collapse>
    </div>
  );
}
