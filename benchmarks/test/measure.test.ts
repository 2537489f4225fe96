import { describe, expect, it } from 'vitest';
import { threadMs } from '../src/measure/clock.ts';
import { median, medianInterval } from '../src/measure/statistics.ts';
import { takeTurns } from '../src/measure/take-turns.ts';

describe('medianInterval', () => {
  it('has the published ranks and coverage of order statistics', () => {
    // Conover, Practical Nonparametric Statistics: n = 20 gives the 6th and the 15th value, 95.9 %.
    const values = Array.from({ length: 20 }, (_, i) => 20 - i);
    const { median: middle, low, high, coverage } = medianInterval(values);
    expect([middle, low, high]).toEqual([10.5, 6, 15]);
    expect(coverage).toBeCloseTo(0.9586, 4);
  });

  it('spans all values and says what that covers where there are too few', () => {
    expect(medianInterval([3, 1, 2])).toMatchObject({ median: 2, low: 1, high: 3, coverage: 0.75 });
    expect(medianInterval([7])).toMatchObject({ median: 7, low: 7, high: 7, coverage: 0 });
  });

  it('holds the true median in at least 95 % of samples', () => {
    // A linear congruential generator; the true median of its uniform numbers is ½.
    let state = 1;
    const uniform = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    let held = 0;
    for (let sample = 0; sample < 4000; sample++) {
      const { low, high } = medianInterval(Array.from({ length: 9 }, uniform));
      if (low <= 0.5 && high >= 0.5) held++;
    }
    // Coverage for n = 9 is 96.1 %; four standard deviations of 4000 draws are 1.2 %.
    expect(held / 4000).toBeGreaterThan(0.949);
  });

  it('takes the mean of the middle pair as the median of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});

describe('takeTurns', () => {
  it('lets another variant begin each round and throws the first round away', async () => {
    const order: string[] = [];
    let turn = 0;
    const variant = (name: string) => ({
      name,
      turn: async () => {
        order.push(name);
        return { number: ++turn };
      },
    });
    const turns = await takeTurns([variant('a'), variant('b')], 2);
    expect(order.join('')).toBe('abbaab');
    expect(turns('a', 'number')).toEqual([4, 5]);
    expect(turns('b', 'number')).toEqual([3, 6]);
    expect(() => turns('a', 'else')).toThrow("no turn of 'a' gave 'else'");
  });
});

describe('threadMs', () => {
  it('counts work to a fraction of a scheduler tick', () => {
    // Ticks are 4 ms: a clock that moves in ticks would mostly show nothing for half a millisecond of work.
    const steps = Array.from({ length: 9 }, () => {
      const start = threadMs();
      const until = performance.now() + 0.5;
      while (performance.now() < until);
      return threadMs() - start;
    });
    expect(median(steps)).toBeGreaterThan(0.05);
    expect(median(steps)).toBeLessThan(3);
  });
});
