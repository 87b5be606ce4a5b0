import { programOf, type ThreadStart } from './native-program';

/** A thread of the WASM engine: says that it is ready, then computes until it is terminated. */
addEventListener('message', ({ data }: MessageEvent<ThreadStart>) => {
  void programOf(data.module, data.memory).then((program) => {
    postMessage('ready');
    program.serve(data.board, data.scratch);
  });
});
