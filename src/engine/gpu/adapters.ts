/** Names of graphics adapters for people, and how a software one is told. */

/** The texts of a GPUAdapterInfo; browsers may leave any of them empty. */
export interface AdapterTexts {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
}

/** Renderers that emulate a GPU on the processor: SwiftShader (Chromium), llvmpipe, lavapipe and
 *  softpipe (Mesa), WARP and the Basic Render Driver (Windows). */
const SOFTWARE =
  /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b|software (?:adapter|rasterizer)/i;

export const isSoftwareName = (name: string): boolean => SOFTWARE.test(name);

/** Whether a WebGPU adapter emulates a GPU, from its flag or, failing that, from its texts. */
export function isSoftwareAdapter(texts: AdapterTexts, fallbackFlag: boolean): boolean {
  return fallbackFlag || isSoftwareName(said(texts).join(' '));
}

/** "NVIDIA GeForce RTX 3060", "Apple metal-3", "SwiftShader"; '' where the browser tells nothing. */
export function adapterName(texts: AdapterTexts): string {
  if (/swiftshader/i.test(said(texts).join(' '))) return 'SwiftShader';
  if (texts.description !== '') return texts.description;
  const name = [texts.vendor, texts.architecture, texts.device].filter((text) => text !== '');
  return capitalised(name.join(' '));
}

/**
 * The device out of a WebGL renderer text. ANGLE writes "ANGLE (vendor, device and back end,
 * driver)"; others write the device alone. '' where there is none.
 */
export function rendererName(renderer: string): string {
  if (/swiftshader/i.test(renderer)) return 'SwiftShader';
  const angle = /^ANGLE \((.*)\)$/.exec(renderer);
  const device = angle?.[1]?.split(', ')[1] ?? renderer;
  return device
    .replace(/^ANGLE Metal Renderer: /, '')
    .replace(/^Vulkan [\d.]+ \((.*)\)$/, '$1')
    .replace(/ Direct3D.*$/, '')
    .replace(/ \(0x[0-9A-Fa-f]+\)/g, '')
    .trim();
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Read one by one: a GPUAdapterInfo has getters, which Object.values does not see. */
const said = (texts: AdapterTexts): string[] => [
  texts.vendor,
  texts.architecture,
  texts.device,
  texts.description,
];
