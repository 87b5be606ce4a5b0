import { useEffect, useRef } from 'react';
import { parseSettingsHash, restoreSettings } from '../../contract/settings';
import { ROOM_IDS, type RoomId } from '../../store/rooms';
import { useActions, useStudio, useStudioStore } from '../studio-context';

/** Keeps the room in the address, so that Back and Forward walk through the rooms; a settings link
 *  pasted over the address is taken up as well. */
export function useAddress(): void {
  const room = useStudio((studio) => studio.room);
  const actions = useActions();
  const store = useStudioStore();
  const shown = useRef(room);
  useEffect(() => {
    const asked = roomOf(window.location.hash);
    if (!asked) return;
    shown.current = asked;
    actions.goTo(asked);
  }, [actions]);
  useEffect(() => {
    const onBack = (): void => {
      const { hash } = window.location;
      const linked = parseSettingsHash(hash);
      if (linked) actions.useSettings(restoreSettings(linked).settings);
      const asked = linked ? 'train' : (roomOf(hash) ?? 'pictures');
      shown.current = asked;
      actions.goTo(asked);
    };
    window.addEventListener('popstate', onBack);
    return () => window.removeEventListener('popstate', onBack);
  }, [actions]);
  useEffect(() => {
    const before = shown.current;
    // Where the address itself led to another room, that is not drawn yet.
    if (before === room || before === store.getState().room) return;
    shown.current = room;
    // A link has done its work: Back leads to the room it opened, not to its settings again.
    if (parseSettingsHash(window.location.hash)) history.replaceState(null, '', `#${before}`);
    history.pushState(null, '', `#${room}`);
  }, [room, store]);
}

/** '#train' -> 'train', '#explore?epoch=3' -> 'explore'; null for anything else, such as settings. */
export const roomOf = (hash: string): RoomId | null =>
  ROOM_IDS.find((id) => `#${id}` === hash.split('?', 1)[0]) ?? null;
