import type { PictureSize } from '../../../contract/picture-shape';
import show from './show.wgsl?raw';

/** Whether this thread has canvases that WebGPU draws on; a browser may have the one without the other. */
export function canDraw(): boolean {
  try {
    return new OffscreenCanvas(1, 1).getContext('webgpu') !== null;
  } catch {
    return false;
  }
}

/** The device that each canvas was set up for: it is set up anew after a loss. */
const setUp = new WeakMap<OffscreenCanvas, GPUDevice>();

/** Brings a picture from a buffer onto canvases, by a render pass; nothing is read by the processor. */
export class Presenter {
  private constructor(
    private readonly device: GPUDevice,
    private readonly pipeline: GPURenderPipeline,
    private readonly format: GPUTextureFormat,
    private readonly picture: GPUBindGroup,
    private readonly size: PictureSize,
  ) {}

  /** @param rgba u32 RGBA [height, width] at its beginning. */
  static async make(device: GPUDevice, rgba: GPUBuffer, size: PictureSize): Promise<Presenter> {
    const format = navigator.gpu.getPreferredCanvasFormat();
    const module = device.createShaderModule({ label: 'show', code: show });
    const layout = device.createBindGroupLayout({
      entries: [
        {
          binding: 0,
          visibility: GPUShaderStage.FRAGMENT,
          buffer: { type: 'read-only-storage' },
        },
      ],
    });
    const pipeline = await device.createRenderPipelineAsync({
      label: 'show',
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      vertex: { module, entryPoint: 'corner' },
      fragment: {
        module,
        entryPoint: 'colour',
        targets: [{ format }],
        constants: { width: size.width },
      },
    });
    const picture = device.createBindGroup({
      layout,
      entries: [{ binding: 0, resource: { buffer: rgba } }],
    });
    return new Presenter(device, pipeline, format, picture, size);
  }

  /** Adds what draws the picture to a canvas, which takes its size. */
  encode(encoder: GPUCommandEncoder, canvas: OffscreenCanvas): void {
    const pass = encoder.beginRenderPass({
      label: 'show',
      colorAttachments: [
        { view: this.target(canvas).createView(), loadOp: 'clear', storeOp: 'store' },
      ],
    });
    pass.setPipeline(this.pipeline);
    pass.setBindGroup(0, this.picture);
    pass.draw(3);
    pass.end();
  }

  /** @throws Error for a canvas that something else draws on. */
  private target(canvas: OffscreenCanvas): GPUTexture {
    const { width, height } = this.size;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const context = canvas.getContext('webgpu');
    if (!context) throw new Error('The canvas has no context for WebGPU.');
    if (setUp.get(canvas) !== this.device) {
      context.configure({ device: this.device, format: this.format, alphaMode: 'opaque' });
      setUp.set(canvas, this.device);
    }
    return context.getCurrentTexture();
  }
}
