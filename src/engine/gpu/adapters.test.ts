import { describe, expect, test } from 'vitest';
import { adapterName, isSoftwareAdapter, isSoftwareName, rendererName } from './adapters';

const texts = (vendor: string, architecture = '', device = '', description = '') => ({
  vendor,
  architecture,
  device,
  description,
});

describe('names of WebGPU adapters', () => {
  test.each([
    [texts('nvidia', 'ampere'), 'Nvidia ampere'],
    [texts('apple', 'metal-3'), 'Apple metal-3'],
    [texts('nvidia', 'ampere', '0x2504', 'NVIDIA GeForce RTX 3060'), 'NVIDIA GeForce RTX 3060'],
    [texts('google', 'swiftshader'), 'SwiftShader'],
    [texts(''), ''],
  ])('%o is %s', (info, name) => {
    expect(adapterName(info)).toBe(name);
  });

  test('a software adapter is told by its flag or by its texts, getters included', () => {
    class Info {
      get vendor() {
        return 'google';
      }
      get architecture() {
        return 'swiftshader';
      }
      get device() {
        return '';
      }
      get description() {
        return '';
      }
    }
    expect(isSoftwareAdapter(new Info(), false)).toBe(true);
    expect(adapterName(new Info())).toBe('SwiftShader');
    expect(isSoftwareAdapter(texts('', '', '', ''), true)).toBe(true);
    expect(isSoftwareAdapter(texts('mesa', '', '', 'llvmpipe (LLVM 15.0.6)'), false)).toBe(true);
    expect(isSoftwareAdapter(texts('microsoft', '', '', 'Basic Render Driver'), false)).toBe(true);
    expect(isSoftwareAdapter(texts('intel', 'gen-12lp'), false)).toBe(false);
  });
});

describe('names of WebGL renderers', () => {
  test.each([
    [
      'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
      'SwiftShader',
      true,
    ],
    [
      'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x00002504) Direct3D11 vs_5_0 ps_5_0, D3D11)',
      'NVIDIA GeForce RTX 3060',
      false,
    ],
    ['ANGLE (Apple, ANGLE Metal Renderer: Apple M1, Unspecified Version)', 'Apple M1', false],
    [
      'ANGLE (Intel, Vulkan 1.3.255 (Intel(R) UHD Graphics 620 (0x00005917)), Mesa)',
      'Intel(R) UHD Graphics 620',
      false,
    ],
    ['Mali-G78', 'Mali-G78', false],
    ['llvmpipe (LLVM 15.0.6, 256 bits)', 'llvmpipe (LLVM 15.0.6, 256 bits)', true],
    ['', '', false],
  ])('%s', (renderer, name, software) => {
    expect(rendererName(renderer)).toBe(name);
    expect(isSoftwareName(renderer)).toBe(software);
  });
});
