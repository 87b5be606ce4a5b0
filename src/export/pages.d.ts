/** Script and style of a page that leaves the studio as one file, made by scripts/page-parts.mjs. */
declare module 'virtual:page/*' {
  export const script: string;
  export const style: string;
}
/** A WebAssembly program as a data URL. */
declare module '*.wasm?url&inline' {
  const url: string;
  export default url;
}
