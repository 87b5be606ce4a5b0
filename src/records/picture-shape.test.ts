import type { Place } from '../contract/errors/records';
import { failureOf } from '../testing/failing';
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

it.each<[object, Place]>([
  [{ name: 'waves' }, 'set, shape, height'],
  [{ name: 'waves', imageSize: 0, channels: 3 }, 'set, shape, height'],
  [{ name: 'waves', shape: { height: 64, width: 64.5, channels: 3 } }, 'set, shape, width'],
  [{ name: 'waves', shape: { height: 64, width: 2048, channels: 3 } }, 'set, shape, width'],
])('refuses %j', (value, place) => {
  const found = failureOf(() => record(value, 'set'));
  expect(found).toMatchObject({ code: 'value-wrong', params: { place } });
});
