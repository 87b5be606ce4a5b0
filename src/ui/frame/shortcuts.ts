/** What single keys do. Pure: the page asks with what was pressed and where. */
export type Shortcut =
  | 'pauseOrResume'
  | 'back'
  | 'forward'
  | 'first'
  | 'last'
  | 'film'
  | 'sample'
  | 'help'
  | 'pictures'
  | 'train'
  | 'runs';

export interface KeyPress {
  readonly key: string;
  /** Ctrl, Alt or Meta held: the browser's own shortcuts are left alone. */
  readonly modified: boolean;
}

/** Where the focus was when the key came. `control`: a button or link, which takes Space itself. */
export type KeyPlace = 'typing' | 'dialog' | 'arrows' | 'control' | 'page';

export const SHORTCUTS: readonly { shortcut: Shortcut; keys: readonly string[]; does: string }[] = [
  { shortcut: 'pauseOrResume', keys: [' '], does: 'Pause or go on with the training' },
  { shortcut: 'back', keys: ['ArrowLeft'], does: 'Samples one step back' },
  { shortcut: 'forward', keys: ['ArrowRight'], does: 'Samples one step forward' },
  { shortcut: 'first', keys: ['Home'], does: 'Samples before training' },
  { shortcut: 'last', keys: ['End'], does: 'Newest samples' },
  { shortcut: 'film', keys: ['f'], does: 'Play or halt the film of samples' },
  { shortcut: 'sample', keys: ['s'], does: 'Paint samples now' },
  { shortcut: 'pictures', keys: ['1'], does: 'Go to Pictures' },
  { shortcut: 'train', keys: ['2'], does: 'Go to Train' },
  { shortcut: 'runs', keys: ['3'], does: 'Go to Runs' },
  { shortcut: 'help', keys: ['?'], does: 'Show this list' },
];

const ARROWS = ['ArrowLeft', 'ArrowRight', 'Home', 'End'];

export function shortcutFor(press: KeyPress, place: KeyPlace): Shortcut | null {
  if (press.modified || place === 'typing' || place === 'dialog') return null;
  if (press.key === ' ' && place !== 'page') return null;
  if (ARROWS.includes(press.key) && place === 'arrows') return null;
  return SHORTCUTS.find(({ keys }) => keys.includes(press.key))?.shortcut ?? null;
}

/** The key as it is printed on a keyboard. */
export function keyName(key: string): string {
  const names: Record<string, string> = { ' ': 'Space', ArrowLeft: '←', ArrowRight: '→' };
  return names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}
