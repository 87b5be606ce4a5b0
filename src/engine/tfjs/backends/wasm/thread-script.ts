import factory from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js';
import source from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js?raw';

/**
 * The library starts its threads on the text of one of its own functions (`factory.toString()`).
 * In a minified build that text names variables which only the bundle has, and the threads die of
 * a ReferenceError. Here the function gives its text as it was published.
 */
export function keepThreadScript(): void {
  Object.defineProperty(factory, 'toString', {
    value: () => `(() => {${source}\nreturn WasmBackendModuleThreadedSimd;})()`,
    configurable: true,
  });
}
