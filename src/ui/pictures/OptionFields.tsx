import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { IMAGE_SIZES, type SettingKey } from '../../contract/hyperparameters';
import { SHAPES } from '../../contract/picture-shape';
import { checkValue, settingFrom } from '../../contract/settings';
import type { IntakeOptions } from '../../contract/intake';
import { CROP_MODES } from '../../contract/pictures';
import type { DatasetRecord } from '../../contract/records';
import { PRESETS } from '../../nets/presets';
import { NumberField } from '../parts/NumberField';
import { settingWords, type NumberKey } from '../settings/fields';
import { useActions, useStudio } from '../studio-context';
import { issueText, words } from '../../words';
import classes from './OptionFields.module.css';

/** How pictures are prepared. A change prepares the set again from the files at hand. */
export function OptionFields({ set }: { set: DatasetRecord }) {
  const options = useStudio((studio) => studio.intakeOptions);
  const atHand = useStudio((studio) => studio.originalsAtHand) || set.painted === true;
  const issues = useStudio((studio) => studio.settingIssues);
  const preset = PRESETS[useStudio((studio) => studio.settings.preset)];
  const actions = useActions();
  const issueOf = (field: SettingKey): string | undefined => {
    const issue = issues.find((one) => one.field === field);
    return issue && issueText(issue);
  };
  const sizes = IMAGE_SIZES.filter(
    (size) => preset.sizes.includes(size) || size === options.imageSize,
  );
  const custom = options.shape === 'custom';
  const shapes = SHAPES.filter((shape) => preset.shapes.includes(shape) || shape === options.shape);
  const says = words().pictures.options;
  const change = (part: Partial<IntakeOptions>): void => void actions.setIntakeOptions(part);
  return (
    <>
      <div className={classes.fields}>
        {!custom && (
          <NativeSelect
            size="xs"
            label={words().settings.imageSize.label}
            value={String(options.imageSize)}
            error={issueOf('imageSize')}
            data={sizes.map((size) => ({
              value: String(size),
              label: words().settings.imageSize.choices[size] ?? '',
            }))}
            onChange={(event) => change({ imageSize: Number(event.currentTarget.value) })}
          />
        )}
        <NativeSelect
          size="xs"
          label={words().settings.shape.label}
          value={options.shape}
          error={issueOf('shape')}
          data={shapes.map((shape) => ({
            value: shape,
            label: settingWords('shape').choices?.[shape] ?? shape,
          }))}
          onChange={(event) => {
            const shape = settingFrom('shape', event.currentTarget.value);
            if (shape) change({ shape });
          }}
        />
        {custom &&
          (['pictureWidth', 'pictureHeight'] as const).map((side) => (
            <WholeField
              key={`${side} ${options[side]}`}
              field={side}
              value={options[side]}
              error={issueOf(side)}
              onChange={(pixels) => change({ [side]: pixels })}
            />
          ))}
        <NativeSelect
          size="xs"
          label={says.crop}
          value={options.crop}
          data={CROP_MODES.map((mode) => ({ value: mode, label: says.crops[mode] }))}
          onChange={(event) => {
            const crop = CROP_MODES.find((mode) => mode === event.currentTarget.value);
            if (crop) change({ crop });
          }}
        />
        <WholeField
          key={`crops ${options.cropsPerPicture}`}
          field="cropsPerPicture"
          value={options.cropsPerPicture}
          whenEmpty={1}
          error={issueOf('cropsPerPicture')}
          onChange={(crops) => change({ cropsPerPicture: crops })}
        />
        <NativeSelect
          size="xs"
          label={says.colour}
          error={issueOf('channels')}
          value={String(options.channels)}
          data={[
            { value: '3', label: says.colours.colour },
            { value: '1', label: says.colours.grey },
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
          label={says.aspect.label}
          placeholder={says.aspect.any}
          description={says.aspect.help}
          value={options.aspectVariance}
          commit="leaving"
          check={(value) => (value !== null && value < 0 ? says.aspect.bad(value) : undefined)}
          onChange={(aspectVariance) => change({ aspectVariance })}
        />
        <NumberField
          key={`limit ${options.limit}`}
          size="xs"
          label={says.limit.label}
          unit={says.limit.unit}
          placeholder={says.limit.all}
          value={options.limit}
          whole
          commit="leaving"
          check={(value) =>
            value === null || (Number.isInteger(value) && value >= 1)
              ? undefined
              : says.limit.bad(value)
          }
          onChange={(limit) => change({ limit })}
        />
        <Switch
          size="xs"
          className={classes.switch}
          label={says.skipSmaller}
          checked={options.ignoreSmaller}
          onChange={(event) => change({ ignoreSmaller: event.currentTarget.checked })}
        />
      </div>
      {!atHand && <p className={classes.note}>{says.originalsGone}</p>}
    </>
  );
}

/** A whole number that is a setting as well, held to that row's limits. */
function WholeField(props: {
  field: NumberKey;
  value: number;
  /** What an empty field stands for; without it, that is refused. */
  whenEmpty?: number;
  error: string | undefined;
  onChange: (value: number) => void;
}) {
  const { field, whenEmpty = Number.NaN } = props;
  return (
    <NumberField
      size="xs"
      label={settingWords(field).label}
      error={props.error}
      value={props.value}
      whole
      commit="leaving"
      check={(value) => {
        const issue = checkValue(field, value ?? whenEmpty);
        return issue ? issueText(issue) : undefined;
      }}
      onChange={(value) => props.onChange(value ?? whenEmpty)}
    />
  );
}

/** A colour is chosen by dragging; it counts when the picker is left. */
function BackgroundField(props: { value: string; onChange: (value: string) => void }) {
  return (
    <TextInput
      key={props.value}
      size="xs"
      type="color"
      label={words().pictures.options.background}
      defaultValue={props.value}
      onBlur={(event) => {
        if (event.currentTarget.value !== props.value) props.onChange(event.currentTarget.value);
      }}
    />
  );
}
