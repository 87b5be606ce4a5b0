/** Addresses of the WebAssembly programs, given by the bundler. */
declare module '*.wasm?url' {
  const url: string;
  export default url;
}

/** A script as text. */
declare module '*.js?raw' {
  const text: string;
  export default text;
}
