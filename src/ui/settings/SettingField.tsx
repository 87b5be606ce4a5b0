import { NativeSelect, Switch } from '@mantine/core';
import { useMemo } from 'react';
import { HYPERPARAMETERS, parameter, type SettingKey } from '../../contract/hyperparameters';
import { settingFrom } from '../../contract/settings';
import { PRESETS } from '../../nets/presets';
import { learntCount } from '../../store/sets';
import { NumberField } from '../parts/NumberField';
import { useActions, useStudio } from '../studio-context';
import {
  isChoice,
  isNumber,
  isSwitch,
  settingWords,
  type ChoiceKey,
  type NumberKey,
  type SwitchKey,
} from './fields';
import { issueText, words } from '../../words';

/** One hyperparameter, drawn from its row of the table, with what is wrong said below it. */
export function SettingField({ field }: { field: SettingKey }) {
  if (isChoice(field)) return <ChoiceField field={field} />;
  if (field === 'epochs') return <EpochsField />;
  if (isNumber(field)) return <PlainNumberField field={field} />;
  if (isSwitch(field)) return <SwitchField field={field} />;
  return field satisfies never;
}

function useIssue(field: SettingKey): string | undefined {
  const issue = useStudio(({ settingIssues }) => settingIssues.find((one) => one.field === field));
  return issue && issueText(issue);
}

function ChoiceField({ field }: { field: ChoiceKey }) {
  const settings = useStudio((studio) => studio.settings);
  const actions = useActions();
  const issue = useIssue(field);
  const { label, help, choices: names } = words().settings[field];
  const value = String(settings[field]);
  const { sizes, shapes } = PRESETS[settings.preset];
  const choices: readonly string[] = HYPERPARAMETERS[field].choices;
  /** What the preset leaves to choose, of those that it narrows. */
  const narrowed: Partial<Record<ChoiceKey, readonly string[]>> = {
    imageSize: sizes.map(String),
    shape: shapes,
  };
  const offered = choices.filter(
    (choice) => narrowed[field]?.includes(choice) !== false || choice === value,
  );
  const change = (text: string): void => {
    if (field === 'engine') {
      const engine = settingFrom(field, text);
      if (engine !== null) actions.setEngine(engine);
      return;
    }
    const chosen = settingFrom(field, text);
    if (chosen !== null) actions.setSetting(field, chosen);
  };
  return (
    <NativeSelect
      id={`setting-${field}`}
      label={label}
      description={help}
      error={issue}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      value={value}
      data={offered.map((choice) => ({
        value: choice,
        label: names[choice] ?? choice,
      }))}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function PlainNumberField({ field, note }: { field: NumberKey; note?: string }) {
  const value = useStudio((studio) => studio.settings[field]);
  const actions = useActions();
  const { label, help, unit } = settingWords(field);
  return (
    <NumberField
      id={`setting-${field}`}
      label={label}
      description={note === undefined ? help : `${help} ${note}`}
      unit={unit?.other}
      error={useIssue(field)}
      value={value}
      whole={parameter(field).kind === 'integer'}
      commit="typing"
      onChange={(next) => actions.setSetting(field, next ?? Number.NaN)}
    />
  );
}

/** An epoch is said to be the whole set: so what becomes of pictures that fill no batch is told too. */
function EpochsField() {
  const { batching } = PRESETS[useStudio((studio) => studio.settings.preset)];
  const batchSize = useStudio((studio) => studio.settings.batchSize);
  const set = useStudio(({ datasets, datasetId }) => datasets.find(({ id }) => id === datasetId));
  const keepBack = useStudio((studio) => studio.settings.keepBack);
  const pictures = useMemo(() => (set ? learntCount(set, { keepBack }) : 0), [set, keepBack]);
  // A batch that the set cannot fill, or that is none, is told at its own field.
  const fits = batchSize >= 1 && batchSize <= pictures;
  const note = fits
    ? words().batchingStory({ pictures, batchSize, batching })
    : words().batching[batching];
  return <PlainNumberField field="epochs" note={note} />;
}

function SwitchField({ field }: { field: SwitchKey }) {
  const checked = useStudio((studio) => studio.settings[field]);
  const actions = useActions();
  const { label, help } = words().settings[field];
  return (
    <Switch
      id={`setting-${field}`}
      label={label}
      description={help}
      error={useIssue(field)}
      checked={checked}
      onChange={(event) => actions.setSetting(field, event.currentTarget.checked)}
    />
  );
}
