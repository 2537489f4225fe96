import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bin, EventOrderError, LateEventError, toBatch } from '../src/index.ts';
import { at, trainOf } from './small-datasets.ts';
import { anyPairs, recordings } from './small-events.ts';

describe('bin', () => {
  it('puts an event at time t into step ⌊t / dt⌋, and units become channels', async () => {
    const dataset = recordings([
      [
        [0, 3],
        [1.9, 0],
        [2, 1],
        [9.99, 3],
      ],
    ]);
    const batch = await toBatch(bin(dataset, { dt: 2 }), [0]);
    expect(batch.steps).toBe(5);
    expect([0, 1, 2, 3, 4].map((step) => at(batch, 0, step))).toEqual([[0, 3], [1], [], [], [3]]);
  });

  it('has a spike exactly where at least one event of the unit is in the step, for any events', async () => {
    const steps = fc.integer({ min: 1, max: 12 });
    const dt = fc.constantFrom(0.1, 0.3, 1, 2.5);
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyPairs(4, 10), { minLength: 1, maxLength: 3 }),
        steps,
        dt,
        async (all, count, step) => {
          const binned = bin(recordings(all), { dt: step, steps: count });
          const batch = await toBatch(binned, [...all.keys()]);
          let events = 0;
          let late = 0;
          all.forEach((pairs, e) => {
            // The edge of a step belongs to it, as far as its last digits can tell.
            const stepped = pairs.map(([time, unit]) => [Math.floor(time / step + 1e-9), unit]);
            for (let unit = 0; unit < 4; unit++) {
              const wanted = new Set(stepped.filter(([t, u]) => u === unit && t < count).map(([t]) => t));
              expect(trainOf(batch, e, unit)).toEqual([...wanted]);
            }
            events += pairs.length;
            late += stepped.filter(([t]) => t >= count).length;
          });
          expect(binned.tally).toEqual({ events, late, merged: events - late - batch.neurons.length });
        },
      ),
    );
  });

  it('takes as many steps as the duration needs, whatever its last digits', () => {
    const steps = (duration: number, dt: number): number => bin(recordings([[]], { duration }), { dt }).steps;
    expect([steps(10, 1), steps(10.5, 1), steps(0.3, 0.1), steps(1.4, 0.2), steps(0.01, 1)]).toEqual([10, 11, 3, 7, 1]);
  });

  it('does not lose an event at 0.3 ms to the step before, although 0.3 / 0.1 is below 3', async () => {
    const batch = await toBatch(bin(recordings([[[0.3, 0]]]), { dt: 0.1, steps: 5 }), [0]);
    expect(trainOf(batch, 0, 0)).toEqual([3]);
  });

  it('refuses events after the last step if asked to, and says what to do', async () => {
    const binned = bin(recordings([[[3, 0]], [[4.5, 0]]]), { dt: 1, steps: 4, late: 'refuse' });
    expect((await toBatch(binned, [0])).neurons.length).toBe(1);
    const refused = toBatch(binned, [1]);
    await expect(refused).rejects.toThrow(LateEventError);
    await expect(refused).rejects.toThrow(
      'example 1 comes at 4.5 ms, after the last step, which ends at 4 ms. Take more',
    );
  });

  it.each([
    ['a unit that does not exist', [1, 4]],
    ['a time below zero', [-1, 0]],
    ['a time at the end', [10, 0]],
    ['a time that is none', [NaN, 0]],
  ] as const)('refuses %s', async (_, event) => {
    const refused = toBatch(bin(recordings([[event]]), { dt: 1 }), [0]);
    await expect(refused).rejects.toThrow(EventOrderError);
    await expect(refused).rejects.toThrow(
      `unit ${event[1]} at ${event[0]} ms: units are 0 … 3, times go from 0 to below 10`,
    );
  });

  it('refuses times that go back', async () => {
    const dataset = recordings([
      [
        [2, 0],
        [1, 0],
      ],
    ]);
    await expect(toBatch(bin(dataset, { dt: 1 }), [0])).rejects.toThrow('event 1 of example 0 as unit 0 at 1 ms');
  });

  it.each([
    [{ dt: 0 }, 'bin.dt must be a number of ms above 0, got 0'],
    [{ dt: 1, steps: 0 }, 'bin.steps must be a whole number of at least 1, got 0'],
  ])('refuses %o', (options, message) => {
    expect(() => bin(recordings([[]]), options)).toThrow(message);
  });

  it('keeps who an example is of', () => {
    const groups = Uint16Array.of(3, 4);
    expect(bin(recordings([[], []], { groups }), { dt: 1 }).groups).toEqual(groups);
  });
});
