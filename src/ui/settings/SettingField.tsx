import { NativeSelect, Switch } from '@mantine/core';
import { useMemo } from 'react';
import {
  ENGINE_CHOICES,
  HYPERPARAMETERS,
  PRESET_IDS,
  parameter,
  type SettingKey,
} from '../../contract/hyperparameters';
import { BATCHING_WORDS, batchingStory } from '../../nets/batching';
import { PRESETS } from '../../nets/presets';
import { activeCount } from '../../store/sets';
import { NumberField } from '../parts/NumberField';
import { useActions, useStudio } from '../studio-context';
import {
  isChoice,
  isNumber,
  isSwitch,
  type ChoiceKey,
  type NumberKey,
  type SwitchKey,
} from './fields';

/** One hyperparameter, drawn from its row of the table, with what is wrong said below it. */
export function SettingField({ field }: { field: SettingKey }) {
  if (isChoice(field)) return <ChoiceField field={field} />;
  if (field === 'epochs') return <EpochsField />;
  if (isNumber(field)) return <PlainNumberField field={field} />;
  if (isSwitch(field)) return <SwitchField field={field} />;
  return field satisfies never;
}

function useIssue(field: SettingKey): string | undefined {
  return useStudio(
    ({ settingIssues }) => settingIssues.find((issue) => issue.field === field)?.message,
  );
}

function ChoiceField({ field }: { field: ChoiceKey }) {
  const settings = useStudio((studio) => studio.settings);
  const actions = useActions();
  const issue = useIssue(field);
  const row = HYPERPARAMETERS[field];
  const value = String(settings[field]);
  const sizes = PRESETS[settings.preset].sizes;
  const choices: readonly { value: string; label: string }[] = row.choices;
  const offered =
    field === 'imageSize'
      ? choices.filter((choice) => sizes.includes(Number(choice.value)) || choice.value === value)
      : choices;
  const change = (text: string): void => {
    switch (field) {
      case 'preset': {
        const preset = PRESET_IDS.find((id) => id === text);
        if (preset) actions.setSetting('preset', preset);
        return;
      }
      case 'engine': {
        const engine = ENGINE_CHOICES.find((id) => id === text);
        if (engine) actions.setEngine(engine);
        return;
      }
      case 'imageSize':
      case 'channels':
        actions.setSetting(field, Number(text));
    }
  };
  return (
    <NativeSelect
      id={`setting-${field}`}
      label={row.label}
      description={row.help}
      error={issue}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      value={value}
      data={offered.map((choice) => ({ value: choice.value, label: choice.label }))}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function PlainNumberField({ field, note }: { field: NumberKey; note?: string }) {
  const value = useStudio((studio) => studio.settings[field]);
  const actions = useActions();
  const row = parameter(field);
  return (
    <NumberField
      id={`setting-${field}`}
      label={row.label}
      description={note === undefined ? row.help : `${row.help} ${note}`}
      unit={row.unit}
      error={useIssue(field)}
      value={value}
      whole={row.kind === 'integer'}
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
  const pictures = useMemo(() => (set ? activeCount(set) : 0), [set]);
  // A batch that the set cannot fill, or that is none, is told at its own field.
  const fits = batchSize >= 1 && batchSize <= pictures;
  const note = fits ? batchingStory({ pictures, batchSize, batching }) : BATCHING_WORDS[batching];
  return <PlainNumberField field="epochs" note={note} />;
}

function SwitchField({ field }: { field: SwitchKey }) {
  const checked = useStudio((studio) => studio.settings[field]);
  const actions = useActions();
  const row = HYPERPARAMETERS[field];
  return (
    <Switch
      id={`setting-${field}`}
      label={row.label}
      description={row.help}
      error={useIssue(field)}
      checked={checked}
      onChange={(event) => actions.setSetting(field, event.currentTarget.checked)}
    />
  );
}
