import '../worker/engine-worker';

/** The training worker as it is, which can be made to fail in the ways that machines do. */
export type Blow = { readonly blow: 'lose the device' | 'die' | 'hang' };

const devices: GPUDevice[] = [];
// oxlint-disable-next-line typescript/unbound-method -- called on its adapter below
const { requestDevice } = GPUAdapter.prototype;
GPUAdapter.prototype.requestDevice = async function (descriptor) {
  const device = await requestDevice.call(this, descriptor);
  devices.push(device);
  return device;
};

addEventListener('message', ({ data }: MessageEvent<Partial<Blow>>) => {
  if (data.blow === 'lose the device') devices.at(-1)?.destroy();
  if (data.blow === 'die') throw new Error('Something in the worker broke.');
  if (data.blow === 'hang') for (;;);
});
