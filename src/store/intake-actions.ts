import { validateSettings } from '../nets/validate';
import { chooseShape } from '../contract/custom-sides';
import { sameShape, wantedShape } from '../contract/picture-shape';
import type { SettingKey } from '../contract/hyperparameters';
import type { IntakeOptions } from '../contract/intake';
import type { DatasetRecord } from '../contract/records';
import type { Context } from './context';
import { foundAgain, lonePng } from './found-again';
import type { StudioActions } from './studio-actions';
import { sameOptions, type Preparation } from './preparation';

/** Typing a size or dragging a colour is one wish, not ten. */
const DEBOUNCE = 400;

/** Settings that say how pictures are prepared. */
const PREPARED_BY: readonly SettingKey[] = [
  ...(['imageSize', 'shape', 'pictureWidth', 'pictureHeight'] as const),
  ...(['channels', 'cropsPerPicture'] as const),
];

export interface IntakeActions {
  readonly actions: Pick<
    StudioActions,
    'drop' | 'choose' | 'trySamples' | 'cancelIntake' | 'setIntakeOptions'
  >;
  /** Sees to it that the current set is prepared as the options now say, where that can be done. */
  settle(): void;
  dispose(): void;
}

/** `resize` takes size, colours and crops over into the settings. */
export function intakeActions(
  context: Context,
  preparation: Preparation,
  resize: (options: IntakeOptions) => void,
): IntakeActions {
  const { ports } = context;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const again = (): void => {
    const set = context.dataset;
    clearTimeout(timer);
    timer = undefined;
    context.session.preparationDue = false;
    if (!set) return;
    const originals = context.session.originals.get(set.id);
    void preparation.run(
      originals ? { kind: 'files', files: Promise.resolve(originals.files) } : { kind: 'samples' },
      set,
    );
  };

  /** Whether the preset takes the size and colours: pictures are not prepared for nothing. */
  const usable = (): boolean =>
    !validateSettings(context.state.settings, { pictures: null, maxBufferBytes: null }).some(
      ({ field }) => PREPARED_BY.includes(field),
    );

  const settle = (): void => {
    const { intakeOptions } = context.state;
    const set = context.dataset;
    clearTimeout(timer);
    timer = undefined;
    if (context.state.intake.working) {
      if (usable()) preparation.follow(intakeOptions);
      return;
    }
    const due = set !== null && context.canPrepareAgain(set) && differs(context, set) && usable();
    if (due) timer = setTimeout(again, DEBOUNCE);
    if (due !== context.session.preparationDue) context.announcePreparation(due);
  };

  /** Resolves once nothing is being prepared or about to be. */
  const quiet = (): Promise<void> =>
    new Promise((resolve) => {
      const done = (): boolean => timer === undefined && !context.state.intake.working;
      if (done()) return resolve();
      const end = context.store.subscribe(() => {
        if (!done()) return;
        end();
        resolve();
      });
    });

  return {
    settle,
    dispose: () => {
      clearTimeout(timer);
      preparation.cancel();
    },
    actions: {
      drop: async (transfer) => {
        const dropped = ports.intake.readDrop(transfer);
        if (dropped.kind === 'refused') {
          context.notify({ code: 'drop-refused', params: { why: dropped.why } });
          return;
        }
        const lone = lonePng(dropped.lone ? [dropped.lone] : []);
        if (lone && (await foundAgain(context, lone))) return;
        if (!dropped.projects) context.update({ room: 'pictures' });
        await preparation.run({ kind: 'files', files: dropped.files }, null);
      },
      choose: async (files) => {
        const lone = lonePng(files);
        // An input's own list is empty as soon as the input is made ready for the next choice.
        const listed = ports.intake.listFiles(files);
        if (lone && (await foundAgain(context, lone))) return;
        await preparation.run({ kind: 'files', files: Promise.resolve(listed) }, null);
      },
      trySamples: () => preparation.run({ kind: 'samples' }, null),
      cancelIntake: () => preparation.cancel(),
      setIntakeOptions: async (change) => {
        const before = context.state.intakeOptions;
        const shaped = change.shape && chooseShape(before, change.shape);
        const options = { ...before, ...shaped, ...change };
        context.update({ intakeOptions: options });
        resize(options);
        settle();
        const set = context.dataset;
        if (set && !context.state.intake.working && !context.canPrepareAgain(set)) {
          if (differs(context, set)) {
            context.notify({ code: 'originals-gone', params: { set: set.name } });
          }
          return;
        }
        await quiet();
      },
    },
  };
}

/** Whether a set is prepared otherwise than the options say. */
function differs(context: Context, set: DatasetRecord): boolean {
  const wanted = context.state.intakeOptions;
  const sized = sameShape(set.shape, wantedShape(wanted));
  if (!sized) return true;
  // Sample pictures are painted, never cropped.
  if (set.painted) return false;
  const known = context.session.originals.get(set.id);
  if (known) return !sameOptions(known.options, wanted);
  const crops = set.cropsPerPicture ?? 1;
  return (
    set.crop !== wanted.crop ||
    set.background !== wanted.background ||
    crops !== wanted.cropsPerPicture
  );
}
