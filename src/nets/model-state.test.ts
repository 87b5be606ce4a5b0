import { describe, expect, it } from 'vitest';
import { everyLayerGan } from '../testing/engine/tiny-gan';
import { NET_NAMES, allWeights, checkState, counterNames, tensorGroups } from './model-state';
import { elements } from './shapes';
import { weightSpecs } from './weights';

const gan = everyLayerGan({});

/** A state of zeros that fits. */
const state = () => ({
  tensors: Object.fromEntries(
    tensorGroups(gan).map(({ name, tensors }) => [
      name,
      tensors.map((spec) => ({
        name: spec.name,
        shape: spec.shape,
        values: new Float32Array(elements(spec.shape)),
      })),
    ]),
  ),
  counters: Object.fromEntries(counterNames(gan).map((name) => [name, 3])),
});

describe('[SAVE15] what a state holds', () => {
  it('is every weight of both nets once, and a moment of either kind for each that is trained', () => {
    const { tensors } = state();
    for (const net of NET_NAMES) {
      const specs = weightSpecs(gan[net]);
      const groups = [tensors[`${net}.weights`]!, tensors[`${net}.statistics`]!];
      expect(allWeights(gan[net], ...groups).map(({ name }) => name)).toEqual(
        specs.map(({ name }) => name),
      );
      expect(groups.flat()).toHaveLength(specs.length);
      const trained = specs.filter(({ trainable }) => trainable).map(({ name }) => name);
      for (const kind of ['weights', 'adam.first', 'adam.second']) {
        expect(tensors[`${net}.${kind}`]!.map(({ name }) => name)).toEqual(trained);
      }
    }
  });

  it('has one counter for both nets where their optimiser is one', () => {
    expect(counterNames(gan)).toEqual(['generator.adam.step', 'discriminator.adam.step']);
    const adam = { ...gan.step.adam, counter: 'shared' } as const;
    expect(counterNames({ step: { ...gan.step, adam } })).toEqual(['adam.step']);
  });

  it('has no group without tensors', () => {
    const layers = gan.discriminator.layers.filter(({ kind }) => kind !== 'batchNorm');
    const plain = { ...gan, discriminator: { ...gan.discriminator, layers } };
    const names = tensorGroups(plain).map(({ name }) => name);
    expect(names).not.toContain('discriminator.statistics');
    expect(names).toContain('generator.statistics');
  });

  it('fits its own nets, with and without its numbers', () => {
    expect(() => checkState(gan, state())).not.toThrow();
    const { tensors, counters } = state();
    const headers = Object.entries(tensors).map(([group, all]) => [
      group,
      all.map(({ name, shape }) => ({ name, shape })),
    ]);
    const told = Object.fromEntries(headers) as typeof tensors;
    expect(() => checkState(gan, { tensors: told, counters })).not.toThrow();
  });

  it('is refused where anything of it is missing, of another shape, or too much', () => {
    const refused = (change: (one: ReturnType<typeof state>) => void): void => {
      const one = state();
      change(one);
      expect(() => checkState(gan, one)).toThrow(
        expect.objectContaining({ kind: 'model-missing' }) as Error,
      );
    };
    for (const { name } of tensorGroups(gan)) {
      refused(({ tensors }) => delete tensors[name]);
      refused(({ tensors }) => tensors[name]!.pop());
      refused(({ tensors }) => tensors[name]!.push(tensors[name]![0]!));
      refused(({ tensors }) => (tensors[name]![0]!.shape = [7]));
      refused(({ tensors }) => (tensors[name]![0]!.values = new Float32Array(1_000)));
    }
    for (const name of counterNames(gan)) refused(({ counters }) => delete counters[name]);
    refused(({ tensors }) => (tensors['generator.more'] = []));
  });
});
