import type { PerformWords } from '../perform';

/** The panel of what a performer controls Full screen by. */
export const perform: PerformWords = {
  open: 'Controls',
  title: 'Controls',
  close: 'Close the controls',
  ranges: { speed: 'Speed', truncation: 'Truncation', distance: 'Distance' },
  rangeHelp: {
    speed: 'At 1 the walk reaches another picture every six seconds.',
    truncation: 'Below 1 pictures keep closer to what is usual; above it they are bolder.',
    distance:
      'How far the picture that is shown lies from the walk. At 1 the two have nothing in common.',
  },
  triggers: {
    next: 'Next picture',
    pause: 'Walk or stand still',
    seed: 'New seed',
    another: 'More like this',
    keep: 'Keep this one',
  },
  speedOf: (times) => `${times}×`,
  midi: {
    connect: 'Connect MIDI',
    asking: 'The browser asks whether this page may use MIDI devices.',
    missing:
      'This browser gives the page no MIDI (Web MIDI). Chrome and Edge do, at localhost and over https. Firefox asks to install an add-on for it. Safari has none.',
    refused:
      'The browser did not let the page use MIDI devices. Allow it in the settings of this address, or install the add-on that Firefox offers, and press Connect MIDI again.',
    none: 'No MIDI device is plugged in. One that is plugged in now is found by itself.',
    inputs: 'MIDI devices',
    learn: 'Learn',
    learnFor: (target) => `Learn a knob or a note for ${target}`,
    waiting: 'Turn a knob or press a key',
    forget: 'Forget',
    forgetFor: (target) => `Forget the knob or note of ${target}`,
    readFor: (target) => `What the knob of ${target} sends`,
    modes: {
      position: 'Position (7 bits)',
      fine: 'Position (14 bits)',
      twos: 'Steps (two’s complement)',
      offset: 'Steps (binary offset)',
      sign: 'Steps (sign and magnitude)',
    },
    alsoInRoom: 'Knobs lead these sliders in the room as well, when Full screen is closed.',
    knob: (number, channel) => `CC ${number}, channel ${channel}`,
    note: (number, channel) => `Note ${number}, channel ${channel}`,
    unplugged: 'Not plugged in',
  },
  sound: {
    use: 'Use the microphone',
    about: 'It is listened to while Full screen is open. Nothing is recorded.',
    asking: 'The browser asks whether this page may use the microphone.',
    letGo: 'Let the microphone go',
    gone: 'The microphone was unplugged. Plug it in, and press Use the microphone again.',
    missing:
      'This browser gives the page no microphone. Open the studio at localhost or over https.',
    refused:
      'The browser did not let the page use the microphone. Allow it in the settings of this address, and press Use the microphone again.',
    none: 'No microphone was found. Plug one in, and press Use the microphone again.',
    busy: 'Another program uses the microphone. Close it there, and press Use the microphone again.',
    sources: { level: 'Level', low: 'Low', middle: 'Middle', high: 'High' },
    nothing: 'No sound',
    movesBy: (target) => `Sound that moves ${target}`,
    amountFor: (target) => `How much sound moves ${target}`,
    amount: 'Amount',
    levels: 'Microphone',
  },
};
