import { expect, it } from 'vitest';
import { along } from '../../explore/perform/targets';
import type { ExploringPorts } from '../ports';
import { amountOf } from './directions';
import { ledSliders } from './led-sliders';
import { createExplore } from './store';

function world() {
  const explore = createExplore({} as ExploringPorts);
  const acts: (() => void)[] = [];
  const sliders = ledSliders(explore, (act) => acts.push(act));
  const next = (): void => acts.splice(0).forEach((act) => act());
  return { explore, sliders, acts, next };
}

it('[PERF8] knobs move truncation and how far, once for all that comes before the next frame', () => {
  const { explore, sliders, acts, next } = world();
  expect(sliders.share('distance')).toBe(0.35);
  sliders.set('distance', 0.9);
  sliders.set('distance', 0.8);
  sliders.set('truncation', 0);
  expect(sliders.share('distance'), 'where it will be').toBe(0.8);
  expect(acts).toHaveLength(1);
  next();
  expect(explore.getState()).toMatchObject({ distance: 0.8, truncation: 0.3 });
  sliders.set('distance', 0);
  next();
  expect(explore.getState().distance).toBe(0.05);
});

it('[PERF8] knobs move the picture in hand along directions that the room has, and nothing else', () => {
  const { explore, sliders, next } = world();
  const target = along('a1');
  expect(sliders.share(target)).toBeNull();
  expect(sliders.share('speed')).toBeNull();
  const vectors = new Map([['a1', Float32Array.of(1)]]);
  explore.setState({ hand: { kind: 'seed', seed: 3 }, vectors });
  expect(sliders.share(target)).toBe(0.5);
  sliders.set(target, 1);
  next();
  expect(amountOf(explore.getState().hand, 'a1')).toBe(4);
});
