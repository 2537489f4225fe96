import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBackground,
  cropTime,
  dropEvents,
  type EventDataset,
  jitterTime,
  mergePolarity,
  mirror,
  pool,
  scaleTime,
  subset,
} from '../../src/index.ts';
import { anyPairs, inOrder, pairsOf, recordings } from '../small-events.ts';

/** Transforms of recordings of shape [2, 3, 4] and 10 ms, with what they do to the number of events. */
const transforms: readonly [string, (dataset: EventDataset) => EventDataset, 'same' | 'fewer' | 'more'][] = [
  ['cropTime', (dataset) => cropTime(dataset, { start: 2.3, end: 7 }), 'fewer'],
  ['scaleTime', (dataset) => scaleTime(dataset, 0.7), 'same'],
  ['pool', (dataset) => pool(dataset, [1, 2, 3]), 'same'],
  ['mergePolarity', (dataset) => mergePolarity(dataset), 'same'],
  ['mirror', (dataset) => mirror(dataset), 'same'],
  ['mirror at random', (dataset) => mirror(dataset, { axis: 1, probability: 0.5, seed: 1 }), 'same'],
  ['jitterTime', (dataset) => jitterTime(dataset, { deviation: 4, seed: 1 }), 'same'],
  ['dropEvents', (dataset) => dropEvents(dataset, { probability: 0.3, seed: 1 }), 'fewer'],
  ['addBackground', (dataset) => addBackground(dataset, { rate: 20, seed: 1 }), 'more'],
];

const SHAPE = [2, 3, 4];
const anyExamples = fc.array(anyPairs(24, 10), { minLength: 1, maxLength: 3 });

/** That the events of a data set are in order and in range. */
async function expectSound(dataset: EventDataset, epoch: number): Promise<void> {
  expect(dataset.channels).toBe(dataset.shape.reduce((product, size) => product * size, 1));
  for (let example = 0; example < dataset.size; example++) {
    const pairs = pairsOf(await dataset.events(example, epoch));
    expect(pairs).toEqual(inOrder(pairs));
    for (const [time, unit] of pairs) {
      expect(time).toBeGreaterThanOrEqual(0);
      expect(time).toBeLessThan(dataset.duration);
      expect(unit).toBeLessThan(dataset.channels);
    }
  }
}

describe.each(transforms)('%s', (_, transform, count) => {
  it('keeps events in order, within the duration and within the shape, and says how many there are', async () => {
    await fc.assert(
      fc.asyncProperty(anyExamples, fc.nat(5), async (examples, epoch) => {
        const changed = transform(recordings(examples, { shape: SHAPE }));
        await expectSound(changed, epoch);
        for (const [example, pairs] of examples.entries()) {
          const { length } = (await changed.events(example, epoch)).times;
          if (count === 'same') expect(length).toBe(pairs.length);
          if (count === 'fewer') expect(length).toBeLessThanOrEqual(pairs.length);
          if (count === 'more') expect(length).toBeGreaterThanOrEqual(pairs.length);
        }
      }),
    );
  });

  it('gives an example of an epoch the same events whenever they are asked for, in a part too', async () => {
    await fc.assert(
      fc.asyncProperty(anyExamples, fc.nat(5), async (examples, epoch) => {
        const changed = transform(recordings(examples, { shape: SHAPE }));
        const asked = [...examples.keys(), ...examples.keys()];
        const both = await Promise.all(asked.map((example) => changed.events(example, epoch)));
        for (const example of examples.keys()) {
          expect(both[example + examples.length]).toEqual(both[example]);
          expect(await subset(changed, [example]).events(0, epoch)).toEqual(both[example]);
        }
      }),
    );
  });

  it('leaves labels, people, names and source as they are, and the recordings too', async () => {
    const groups = Uint16Array.of(3);
    const whole = recordings([[[1, 5]]], { shape: SHAPE, groups });
    const before = pairsOf(await whole.events(0));
    const changed = transform(whole);
    await changed.events(0);
    const { size, labels, classes, classNames, name, split, source } = whole;
    expect(changed).toMatchObject({ size, labels, classes, classNames, name, split, source, groups });
    expect(pairsOf(await whole.events(0))).toEqual(before);
  });
});

describe('transforms one after the other', () => {
  it('keep events in order and in range in any sequence that the shapes allow', async () => {
    const steps = fc.array(fc.constantFrom(...transforms), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(anyExamples, steps, fc.nat(3), async (examples, sequence, epoch) => {
        let dataset = recordings(examples, { shape: SHAPE });
        let merged = false;
        for (const [name, transform] of sequence) {
          // Both need three axes.
          if (merged && (name === 'mergePolarity' || name === 'pool')) continue;
          if (name === 'cropTime' && dataset.duration <= 2.3) continue;
          merged ||= name === 'mergePolarity';
          dataset = transform(dataset);
        }
        await expectSound(dataset, epoch);
      }),
    );
  });
});
