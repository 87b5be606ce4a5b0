import type { ControlMode } from '../explore/perform/control-mode';
import type { Source } from '../explore/perform/sound';
import type { RangeName, Trigger } from '../explore/perform/targets';

/** The panel of what a performer controls Full screen by. */
export interface PerformWords {
  readonly open: string;
  readonly title: string;
  readonly close: string;
  readonly ranges: Readonly<Record<RangeName, string>>;
  readonly rangeHelp: Readonly<Record<RangeName, string>>;
  readonly triggers: Readonly<Record<Trigger, string>>;
  readonly speedOf: (times: string) => string;
  readonly midi: {
    readonly connect: string;
    readonly asking: string;
    readonly missing: string;
    readonly refused: string;
    readonly none: string;
    readonly inputs: string;
    readonly learn: string;
    readonly learnFor: (target: string) => string;
    /** On the button, until a knob moves; a press gives it up. */
    readonly waiting: string;
    readonly forget: string;
    readonly forgetFor: (target: string) => string;
    /** How the knob of a target tells of itself. */
    readonly readFor: (target: string) => string;
    readonly modes: Readonly<Record<ControlMode, string>>;
    /** Where devices are connected. */
    readonly alsoInRoom: string;
    readonly knob: (number: number, channel: number) => string;
    readonly note: (number: number, channel: number) => string;
    /** Beside the name of a device. */
    readonly unplugged: string;
  };
  readonly sound: {
    readonly use: string;
    readonly about: string;
    readonly asking: string;
    readonly letGo: string;
    readonly gone: string;
    readonly missing: string;
    readonly refused: string;
    readonly none: string;
    readonly busy: string;
    readonly sources: Readonly<Record<Source, string>>;
    readonly nothing: string;
    readonly movesBy: (target: string) => string;
    readonly amountFor: (target: string) => string;
    readonly amount: string;
    readonly levels: string;
  };
}
