/** Addresses of the WebAssembly programs, given by the bundler. */
declare module '*.wasm?url' {
  const url: string;
  export default url;
}
