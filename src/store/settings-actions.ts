import { FIRST_SETTINGS, applyImageSize, applyPreset } from '../nets/apply-preset';
import {
  DEFAULT_SETTINGS,
  type EngineChoice,
  type SettingKey,
  type Settings,
} from '../contract/hyperparameters';
import type { IntakeOptions } from '../contract/intake';
import { areLegalSides, chooseShape } from '../contract/custom-sides';
import { sizeChoice, wantedSize } from '../contract/picture-shape';
import {
  checkValue,
  parseSettingsHash,
  restoreSettings,
  settingsToHash,
} from '../contract/settings';
import { fitBatch, rememberBatch, wantBatch } from './batch-fit';
import type { Context } from './context';
import type { StudioActions } from './studio-actions';

const MEMO = 'settings';

/** No build made a link without these; hardly anyone writes all of them. */
const ALWAYS_IN_LINKS: readonly SettingKey[] = ['preset', 'engine', 'seed', 'saveEvery', 'beta2'];

/** Size, shape, colours and crops of a set are those of the settings: one choice, kept in both places.
 *  Sides that are half typed count once they can be. */
export const alike = (options: IntakeOptions, settings: Settings): IntakeOptions => ({
  ...options,
  ...sizeChoice(
    settings.shape === 'custom' && !areLegalSides(wantedSize(settings)) ? options : settings,
  ),
  channels: settings.channels === 1 ? 1 : 3,
  cropsPerPicture: settings.cropsPerPicture,
});

export interface SettingsActions {
  readonly actions: Pick<
    StudioActions,
    'setSetting' | 'setEngine' | 'useSettings' | 'settingsLink'
  >;
  /** Takes all settings over at once. */
  readonly apply: (settings: Settings) => void;
  /** Asks the worker for an engine of the present choice. */
  probe(): void;
  /** Settings of the link the page was opened with, else those of the last visit. */
  restore(): void;
}

/** Settings and the engine that goes with them. `settled` is told after each change. */
export function settingsActions(context: Context, settled: () => void): SettingsActions {
  const { ports } = context;

  const probe = (): void => {
    context.update({ probing: true, engineReport: null, engineError: null });
    ports.trainer.send({ type: 'probe', choice: context.state.settings.engine });
  };

  const apply = (settings: Settings): void => {
    const { engine } = context.state.settings;
    context.update({ settings, intakeOptions: alike(context.state.intakeOptions, settings) });
    ports.page.preferences.write(MEMO, settings);
    if (settings.engine !== engine) probe();
    settled();
  };

  /** A recipe's own batch size may be more than the set can fill. */
  const applyRecipe = (settings: Settings): void => {
    wantBatch(context, null);
    apply(settings);
    fitBatch(context, apply);
  };

  const restore = (): void => {
    const linked = parseSettingsHash(ports.page.initialHash);
    const { settings, issues } = linked ? restoreSettings(linked, recipeOf(linked)) : lastVisit();
    // A value from an older visit that no longer fits is not worth a word; one in a link is.
    if (linked) {
      // A reload finds them among those of the last visit, once the link is no longer the address.
      ports.page.preferences.write(MEMO, settings);
      wantBatch(context, null);
      for (const issue of issues) {
        context.notify({ code: 'link-issue', params: { issue } });
      }
    } else rememberBatch(context);
    context.update({ settings, intakeOptions: alike(context.state.intakeOptions, settings) });
  };

  /** What settings of an earlier build leave unsaid is as it was then: as the table has it. */
  const lastVisit = (): ReturnType<typeof restoreSettings> => {
    const memo = ports.page.preferences.read(MEMO);
    return memo === undefined ? { settings: FIRST_SETTINGS, issues: [] } : restoreSettings(memo);
  };

  /**
   * What a link leaves unsaid. One that the studio made says every setting that there was at the time,
   * so that the others are as they were then. One that a person wrote goes by the preset that it
   * names, at the size that it names.
   */
  const recipeOf = (linked: Record<string, string>): Settings => {
    if (ALWAYS_IN_LINKS.every((key) => key in linked)) return DEFAULT_SETTINGS;
    if (!('preset' in linked)) return FIRST_SETTINGS;
    const { preset, imageSize } = restoreSettings(linked).settings;
    return applyPreset({ ...DEFAULT_SETTINGS, preset, imageSize });
  };

  return {
    apply,
    probe,
    restore,
    actions: {
      setSetting: (key, value) => {
        const before = context.state.settings;
        const changed: Settings = { ...before, [key]: value };
        if (key === 'batchSize') wantBatch(context, null);
        if (checkValue(key, value)) apply(changed);
        else if (key === 'preset') applyRecipe(applyPreset(changed));
        else if (key === 'shape') apply({ ...before, ...chooseShape(before, changed.shape) });
        else if (key === 'imageSize') applyRecipe(applyImageSize(before, changed.imageSize));
        else {
          apply(changed);
          // It decides how many pictures there are to fill a batch.
          if (key === 'keepBack') fitBatch(context, apply);
        }
      },
      setEngine: (engine: EngineChoice) => apply({ ...context.state.settings, engine }),
      // Their batch was asked for with them, as if it were typed.
      useSettings: (settings) => {
        wantBatch(context, null);
        apply(restoreSettings(settings).settings);
      },
      settingsLink: () => ports.page.linkTo(settingsToHash(context.state.settings)),
    },
  };
}
