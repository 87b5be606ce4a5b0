/** Script and style of a page of artwork, made by scripts/artwork-player.mjs. */
declare module 'virtual:artwork-player' {
  export const script: string;
  export const style: string;
}
