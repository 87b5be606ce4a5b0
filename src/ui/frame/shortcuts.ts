import { ROOMS, ROOM_IDS, type RoomId } from '../../store/rooms';
import { words } from '../../words';

/** What single keys do. Pure: the page asks with what was pressed and where. */
export type Shortcut =
  'pauseOrResume' | 'back' | 'forward' | 'first' | 'last' | 'film' | 'sample' | 'help' | RoomId;

export interface KeyPress {
  readonly key: string;
  /** Ctrl, Alt or Meta held: the browser's own shortcuts are left alone. */
  readonly modified: boolean;
}

/** Where the focus was when the key came. `control`: a button or link, which takes Space itself. */
export type KeyPlace = 'typing' | 'dialog' | 'arrows' | 'control' | 'page';

export const SHORTCUTS: readonly { shortcut: Shortcut; keys: readonly string[] }[] = [
  { shortcut: 'pauseOrResume', keys: [' '] },
  { shortcut: 'back', keys: ['ArrowLeft'] },
  { shortcut: 'forward', keys: ['ArrowRight'] },
  { shortcut: 'first', keys: ['Home'] },
  { shortcut: 'last', keys: ['End'] },
  { shortcut: 'film', keys: ['f'] },
  { shortcut: 'sample', keys: ['s'] },
  ...ROOM_IDS.map((id) => ({ shortcut: id, keys: [ROOMS[id].key] })),
  { shortcut: 'help', keys: ['?'] },
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
  const { space, home, end } = words().frame.keys;
  const names: Record<string, string> = {
    ' ': space,
    Home: home,
    End: end,
    ArrowLeft: '←',
    ArrowRight: '→',
  };
  return names[key] ?? key.toUpperCase();
}
