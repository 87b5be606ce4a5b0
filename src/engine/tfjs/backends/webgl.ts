import * as tf from '@tensorflow/tfjs-core';
import { StudioError } from '../../../contract/errors';
import { fetchPart } from '../../../contract/fetch-part';
import { isSoftwareName, rendererName } from '../../gpu/adapters';
import type { Opened } from './opened';
import { closeBackend, selectBackend } from './registry';
import { givesTrueNumbers } from './true-numbers';

/** What a compute-only context needs: nothing of what pictures on a screen need. */
const ATTRIBUTES: WebGLContextAttributes = {
  alpha: false,
  antialias: false,
  depth: false,
  stencil: false,
  premultipliedAlpha: false,
  preserveDrawingBuffer: false,
  // A software renderer is opened too: it is named for what it is, and its slowness shows.
  failIfMajorPerformanceCaveat: false,
};

/**
 * Opens WebGL 2 on an OffscreenCanvas, so that it works without a document.
 * @throws StudioError('engine-unavailable') without WebGL 2 or without float32 textures.
 */
export async function openWebgl(): Promise<Opened> {
  const canvas = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1);
  const gl = canvas?.getContext('webgl2', ATTRIBUTES) ?? null;
  if (!canvas || !gl) {
    throw new StudioError('webgl-missing');
  }
  const { GPGPUContext, MathBackendWebGL } = await fetchPart('webgl', async () => {
    const { GPGPUContext, MathBackendWebGL } = await import('@tensorflow/tfjs-backend-webgl');
    return { GPGPUContext, MathBackendWebGL };
  });
  const env = tf.env();
  // Said outright, for TensorFlow.js asks a canvas of its own, which workers of Safari refuse it.
  env.set('WEBGL_VERSION', 2);
  // Half precision loses the small gradients of a GAN; see the check below.
  env.set('WEBGL_FORCE_F16_TEXTURES', false);
  // As for WebGPU: results must not depend on which small tensors have been read back.
  env.set('WEBGL_CPU_FORWARD', false);
  const context = new GPGPUContext(gl);
  if (!env.getBool('WEBGL_RENDER_FLOAT32_CAPABLE')) {
    throw new StudioError('webgl-half-precision');
  }
  await selectBackend('webgl', () => new MathBackendWebGL(context));
  if (!(await givesTrueNumbers())) {
    closeBackend('webgl');
    throw new StudioError('webgl-noise');
  }

  const edge = env.getNumber('WEBGL_MAX_TEXTURE_SIZE');
  const renderer = unmaskedRenderer(gl);
  let closed = false;
  const lost = new Promise<StudioError>((resolve) => {
    canvas.addEventListener('webglcontextlost', () => {
      resolve(closed ? new StudioError('engine-closed') : new StudioError('webgl-lost'));
    });
  });
  return {
    report: {
      engine: 'webgl',
      adapter: { kind: 'gpu', name: rendererName(renderer) },
      software: isSoftwareName(renderer),
      // One float32 a texel, where a tensor is not packed.
      maxBufferBytes: edge * edge * 4,
    },
    lost,
    close() {
      closed = true;
      closeBackend('webgl');
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}

/** The renderer's own name; browsers that guard it give a vague one. */
function unmaskedRenderer(gl: WebGL2RenderingContext): string {
  const extension = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(
    extension ? extension.UNMASKED_RENDERER_WEBGL : gl.RENDERER,
  );
  return typeof name === 'string' ? name : '';
}
