import { expect, it } from 'vitest';
import { licences } from './licences';

it('every shipped package is named with its licence, and how to replace what is under the LGPL', () => {
  const text = licences();
  for (const name of ['react', 'geotiff', '@jsquash/jxl', 'libheif-js', '@zip.js/zip.js']) {
    expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
  }
  expect(text).toContain('GNU LESSER GENERAL PUBLIC LICENSE');
  expect(text).toContain('assets/libheif-*.wasm');
  expect(text).not.toMatch(/^vitest \d/m);
});
