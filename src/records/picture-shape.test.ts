import { sentenceOf } from '../testing/failing';
import { expect, it } from 'vitest';
import { shape, text } from './check';
import { pictureShape, withShape } from './picture-shape';

const record = withShape(shape({ name: text, shape: pictureShape }));

it('[SAVE6] reads the shape of a record, and the edge of one that an older studio stored', () => {
  const oblong = { name: 'waves', shape: { height: 48, width: 64, channels: 3 } };
  expect(record(oblong, 'set')).toEqual(oblong);
  expect(record({ name: 'waves', imageSize: 64, channels: 1 }, 'set')).toEqual({
    name: 'waves',
    shape: { height: 64, width: 64, channels: 1 },
  });
});

it.each([
  { name: 'waves' },
  { name: 'waves', imageSize: 0, channels: 3 },
  { name: 'waves', shape: { height: 64, width: 64.5, channels: 3 } },
  { name: 'waves', shape: { height: 64, width: 2048, channels: 3 } },
])('refuses %j', (value) => {
  expect(sentenceOf(() => record(value, 'set'))).toContain('A stored set, shape');
});
