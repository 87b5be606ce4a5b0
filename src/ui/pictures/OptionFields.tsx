import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { HYPERPARAMETERS, IMAGE_SIZES, type SettingKey } from '../../contract/hyperparameters';
import type { IntakeOptions } from '../../contract/intake';
import { CROP_MODES, type CropMode } from '../../contract/pictures';
import type { DatasetRecord } from '../../contract/records';
import { PRESETS } from '../../nets/presets';
import { NumberField } from '../parts/NumberField';
import { useActions, useStudio } from '../studio-context';
import classes from './OptionFields.module.css';

const CROP_NAMES: Record<CropMode, string> = {
  centre: 'Centre, the largest square',
  stretch: 'Stretch, the whole picture squeezed',
  fit: 'Fit, the whole picture with a margin',
};

/** How pictures are prepared. A change prepares the set again from the files at hand. */
export function OptionFields({ set }: { set: DatasetRecord }) {
  const options = useStudio((studio) => studio.intakeOptions);
  const atHand = useStudio((studio) => studio.originalsAtHand) || set.painted === true;
  const issues = useStudio((studio) => studio.settingIssues);
  const preset = PRESETS[useStudio((studio) => studio.settings.preset)];
  const actions = useActions();
  const issueOf = (field: SettingKey): string | undefined =>
    issues.find((issue) => issue.field === field)?.message;
  const sizes = IMAGE_SIZES.filter(
    (size) => preset.sizes.includes(size) || size === options.imageSize,
  );
  const change = (part: Partial<IntakeOptions>): void => void actions.setIntakeOptions(part);
  return (
    <>
      <div className={classes.fields}>
        <NativeSelect
          size="xs"
          label={HYPERPARAMETERS.imageSize.label}
          value={String(options.imageSize)}
          error={issueOf('imageSize')}
          data={sizes.map((size) => ({ value: String(size), label: `${size} px` }))}
          onChange={(event) => change({ imageSize: Number(event.currentTarget.value) })}
        />
        <NativeSelect
          size="xs"
          label="Crop"
          value={options.crop}
          data={CROP_MODES.map((mode) => ({ value: mode, label: CROP_NAMES[mode] }))}
          onChange={(event) => {
            const crop = CROP_MODES.find((mode) => mode === event.currentTarget.value);
            if (crop) change({ crop });
          }}
        />
        <NativeSelect
          size="xs"
          label="Colour"
          error={issueOf('channels')}
          value={String(options.channels)}
          data={[
            { value: '3', label: 'Colour' },
            { value: '1', label: 'Grey' },
          ]}
          onChange={(event) => change({ channels: event.currentTarget.value === '1' ? 1 : 3 })}
        />
        <BackgroundField
          value={options.background}
          onChange={(background) => change({ background })}
        />
        <NumberField
          key={`aspect ${options.aspectVariance}`}
          size="xs"
          label="Aspect difference"
          placeholder="any"
          description="0.5 keeps heights from half to one and a half times the width."
          value={options.aspectVariance}
          commit="leaving"
          check={(value) =>
            value !== null && value < 0 ? `It is 0 or more; ${value} was typed.` : undefined
          }
          onChange={(aspectVariance) => change({ aspectVariance })}
        />
        <NumberField
          key={`limit ${options.limit}`}
          size="xs"
          label="At most"
          unit="pictures"
          placeholder="all"
          value={options.limit}
          whole
          commit="leaving"
          check={(value) =>
            value === null || (Number.isInteger(value) && value >= 1)
              ? undefined
              : `It is a whole number from 1 on; ${value} was typed.`
          }
          onChange={(limit) => change({ limit })}
        />
        <Switch
          size="xs"
          className={classes.switch}
          label="Skip smaller pictures"
          checked={options.ignoreSmaller}
          onChange={(event) => change({ ignoreSmaller: event.currentTarget.checked })}
        />
      </div>
      {!atHand && (
        <p className={classes.note}>
          The original files are not at hand since the page was loaded again. Drop the folder once
          more, and it is prepared with these choices.
        </p>
      )}
    </>
  );
}

/** A colour is chosen by dragging; it counts when the picker is left. */
function BackgroundField(props: { value: string; onChange: (value: string) => void }) {
  return (
    <TextInput
      key={props.value}
      size="xs"
      type="color"
      label="Background"
      defaultValue={props.value}
      onBlur={(event) => {
        if (event.currentTarget.value !== props.value) props.onChange(event.currentTarget.value);
      }}
    />
  );
}
