/**
 * The rooms of the page, in the order of the bar: its links, addresses (`#train`) and the keys that
 * lead there go by these rows. What is drawn in each is in `ui/rooms.tsx`, its name in the catalogue.
 */
export const ROOMS = {
  pictures: { key: '1' },
  train: { key: '2' },
  runs: { key: '3' },
  explore: { key: '4' },
} as const satisfies Record<string, { readonly key: string }>;

export type RoomId = keyof typeof ROOMS;
export const ROOM_IDS = Object.keys(ROOMS) as RoomId[];
