import { createStore, type StoreApi } from 'zustand/vanilla';
import { Glides, type Driven, type Modulation, type Shares } from '../../explore/perform/drive';
import { readSetup, type Setup } from '../../explore/perform/kept';
import { FINE, type ControlMode } from '../../explore/perform/control-mode';
import { Detecting } from '../../explore/perform/learning';
import { forgotten, heard } from '../../explore/perform/mappings';
import { readMidi } from '../../explore/perform/midi';
import { SILENCE, type Levels } from '../../explore/perform/sound';
import {
  RANGES,
  along,
  directionOf,
  isTrigger,
  rangeOf,
  restOf,
  shareOf,
  type TargetId,
  type Trigger,
} from '../../explore/perform/targets';
import type { Origin } from '../../explore/origin';
import type { Preferences } from '../ports';

/** MIDI devices; implemented by ui/browser. */
export interface MidiPort {
  /** Whether the person allowed it on an earlier visit, so that nobody is asked. */
  granted(): Promise<boolean>;
  /**
   * Asks the person, where it has to.
   * @param onInputs told the names of what is plugged in, at first and after each change.
   */
  connect(
    onInputs: (names: readonly string[]) => void,
    onMessage: (input: string, bytes: Uint8Array) => void,
  ): Promise<'on' | 'missing' | 'refused'>;
}

export interface OpenMicrophone {
  /** Of the last look, one each frame of the screen. */
  levels(): Levels;
  close(): void;
}

/** Implemented by ui/browser. */
export interface MicrophonePort {
  /** Asks the person, where it has to. @param onGone called where it is unplugged. */
  open(onGone: () => void): Promise<OpenMicrophone | 'missing' | 'refused' | 'none' | 'busy'>;
}

/** Sliders that knobs lead while Full screen is closed. */
export interface LedSliders {
  /** Where a range is, 0..1; null of one that it does not have. */
  share(target: TargetId): number | null;
  set(target: TargetId, share: number): void;
}

export interface PerformingPorts {
  readonly preferences: Preferences;
  readonly midi: MidiPort;
  readonly microphone: MicrophonePort;
}

/** What a performer controls Full screen by. */
export interface PerformingState extends Setup {
  /** Where hands and knobs have set each target's range, 0..1; empty while Full screen is closed. */
  readonly shares: Shares;
  /** The target that the next knob or note is mapped to. */
  readonly learning: TargetId | null;
  readonly midi: 'off' | 'asking' | 'on' | 'missing' | 'refused';
  /** Names of MIDI devices that are plugged in. */
  readonly inputs: readonly string[];
  readonly microphone: 'off' | 'asking' | 'on' | 'gone' | 'missing' | 'refused' | 'none' | 'busy';
}

export interface PerformingActions {
  /** Full screen is opened. Moves of the picture in hand become positions of the sliders. */
  begin(hand: Origin | null, truncation: number, onTrigger: (trigger: Trigger) => void): void;
  /** Full screen is left: the microphone is let go, and knobs do nothing. */
  end(): void;
  set(target: TargetId, share: number): void;
  /** Sets it, unless it stands anywhere above where it rests. */
  leaveRest(target: TargetId, share: number): void;
  /** Whether something is mapped to a slider along a direction. */
  needsDirections(): boolean;
  learn(target: TargetId | null): void;
  forget(target: TargetId): void;
  /** Reads the knob of a target in another way. */
  read(target: TargetId, mode: ControlMode): void;
  /** Lets knobs lead these sliders while Full screen is closed; null lets go of them. */
  lead(sliders: LedSliders | null): void;
  /** Connects devices, where something is mapped and nobody would be asked. */
  connectWhereGranted(): Promise<void>;
  modulate(target: TargetId, modulation: Modulation | null): void;
  connectMidi(): Promise<void>;
  useMicrophone(): Promise<void>;
  letMicrophoneGo(): void;
  levels(): Levels;
  /** What the next frame is drawn with. @param seconds since the one before. */
  frame(seconds: number): Driven;
}

export type Performing = PerformingState & { readonly actions: PerformingActions };

const MEMO = 'performing';

export function createPerforming(ports: PerformingPorts): StoreApi<Performing> {
  const set = (change: Partial<PerformingState>): void => store.setState(change);
  let glides = new Glides({});
  let onTrigger: ((trigger: Trigger) => void) | null = null;
  let open: OpenMicrophone | null = null;
  /** Counts what the microphone was wanted or let go: an answer that comes late is not taken. */
  let wanted = 0;
  /** Where each control of a device was, 0..127. */
  const positions = new Map<string, number>();
  let sliders: LedSliders | null = null;
  /** Of the knob that was learnt last. */
  let detecting: Detecting | null = null;

  const keep = (change: Partial<Setup>): void => {
    set(change);
    const { mappings, modulations } = store.getState();
    ports.preferences.write(MEMO, { mappings, modulations });
  };

  const onMessage = (input: string, bytes: Uint8Array): void => {
    const event = readMidi(bytes);
    if (!event || (!onTrigger && !sliders)) return;
    const { kind, channel, number, value } = event;
    const nameOf = (of: number): string => [kind, channel, of, input].join(' ');
    const before = positions.get(nameOf(number)) ?? 0;
    const high = positions.get(nameOf(number - FINE)) ?? 0;
    positions.set(nameOf(number), value);
    const { learning } = store.getState();
    const detected = detecting?.hear(input, event);
    if (detected && detecting && learning === null) {
      const { target } = detecting;
      keep({ mappings: { ...store.getState().mappings, [target]: detected.control } });
      if (detected.share !== null) return setRange(target, detected.share);
    }
    const done = heard(store.getState(), input, event, before, high, shareAt);
    if (done.mappings !== store.getState().mappings) {
      set({ learning: done.learning });
      keep({ mappings: done.mappings });
      const learnt = learning === null ? undefined : done.mappings[learning];
      if (learning !== null && learnt) {
        detecting = new Detecting(learning, learnt, event, shareAt(learning));
      }
    }
    for (const [target, share] of Object.entries(done.set)) setRange(target, share);
    for (const target of done.trigger) if (isTrigger(target)) onTrigger?.(target);
  };

  const shareAt = (target: TargetId): number =>
    onTrigger
      ? (store.getState().shares[target] ?? restOf(target))
      : (sliders?.share(target) ?? restOf(target));

  const setRange = (target: TargetId, share: number): void => {
    if (onTrigger) set({ shares: { ...store.getState().shares, [target]: share } });
    else if (sliders && sliders.share(target) !== null) sliders.set(target, share);
  };

  const letMicrophoneGo = (): void => {
    wanted += 1;
    open?.close();
    open = null;
    set({ microphone: 'off' });
  };

  const store: StoreApi<Performing> = createStore<Performing>(() => ({
    ...readSetup(ports.preferences.read(MEMO)),
    shares: {},
    learning: null,
    midi: 'off',
    inputs: [],
    microphone: 'off',
    actions: {
      begin: (hand, truncation, listener) => {
        const shares = { ...INITIAL, ...sharesOf(hand, truncation) };
        glides = new Glides(shares);
        onTrigger = listener;
        set({ shares });
      },
      end: () => {
        onTrigger = null;
        letMicrophoneGo();
        set({ learning: null, shares: {} });
      },
      set: (target, share) => set({ shares: { ...store.getState().shares, [target]: share } }),
      leaveRest: (target, share) => {
        const { shares, actions } = store.getState();
        if ((shares[target] ?? restOf(target)) === restOf(target)) actions.set(target, share);
      },
      needsDirections: () => {
        const { mappings, modulations } = store.getState();
        return Object.keys({ ...mappings, ...modulations }).some(
          (one) => directionOf(one) !== null,
        );
      },
      learn: (learning) => set({ learning }),
      read: (target, mode) => {
        const control = store.getState().mappings[target];
        if (!control) return;
        detecting = null;
        keep({ mappings: { ...store.getState().mappings, [target]: { ...control, mode } } });
      },
      lead: (led) => {
        sliders = led;
      },
      connectWhereGranted: async () => {
        const { midi, mappings, actions } = store.getState();
        if (midi !== 'off' || Object.keys(mappings).length === 0) return;
        if (await ports.midi.granted()) await actions.connectMidi();
      },
      forget: (target) => keep({ mappings: forgotten(store.getState().mappings, target) }),
      modulate: (target, modulation) => {
        const others = forgotten(store.getState().modulations, target);
        keep({ modulations: modulation ? { ...others, [target]: modulation } : others });
      },
      connectMidi: async () => {
        const { midi } = store.getState();
        if (midi === 'on' || midi === 'asking') return;
        set({ midi: 'asking' });
        set({ midi: await ports.midi.connect((inputs) => set({ inputs }), onMessage) });
      },
      useMicrophone: async () => {
        const mine = ++wanted;
        set({ microphone: 'asking' });
        const found = await ports.microphone.open(() => {
          if (mine !== wanted) return;
          letMicrophoneGo();
          set({ microphone: 'gone' });
        });
        if (mine !== wanted) {
          if (typeof found !== 'string') found.close();
        } else if (typeof found === 'string') set({ microphone: found });
        else {
          open = found;
          set({ microphone: 'on' });
        }
      },
      letMicrophoneGo,
      levels: () => open?.levels() ?? SILENCE,
      frame: (seconds) => {
        const { shares, modulations } = store.getState();
        // What only sound moves has a place of its own all the same.
        glides.step({ ...atRest(modulations), ...shares }, seconds);
        return glides.driven(open ? modulations : {}, open?.levels() ?? SILENCE);
      },
    },
  }));
  return store;
}

const INITIAL: Shares = Object.fromEntries(Object.keys(RANGES).map((name) => [name, restOf(name)]));

const atRest = (of: Readonly<Record<TargetId, unknown>>): Shares =>
  Object.fromEntries(Object.keys(of).map((target) => [target, restOf(target)]));

function sharesOf(hand: Origin | null, truncation: number): Shares {
  const moves = hand?.kind === 'moved' ? hand.moves : [];
  return Object.fromEntries([
    ['truncation', shareOf(RANGES.truncation, truncation)] as const,
    ...moves.map(({ direction, amount }) => {
      const target = along(direction);
      return [target, shareOf(rangeOf(target)!, amount)] as const;
    }),
  ]);
}
