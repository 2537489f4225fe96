import { describe, expect, it } from 'vitest';
import { bushyCell } from '../../src/cochlea/bushy-cell.ts';

function spikes(arriving: Float64Array): number[] {
  const steps: number[] = [];
  bushyCell(arriving, (step) => steps.push(step));
  return steps;
}

const together = (count: number): Float64Array => {
  const arriving = new Float64Array(240);
  arriving[10] = count;
  return arriving;
};

describe('a bushy cell', () => {
  it('needs a dozen spikes at once', () => {
    // One spike lifts the potential by at most 13000/40 · 0.5 ms · ¼ · 2 = 0.081, 4 % more in steps of 1/24 ms.
    expect(spikes(together(11))).toEqual([]);
    expect(spikes(together(13))).toHaveLength(1);
  });

  it('fires once for them, ln 2 ms later at most', () => {
    const [step] = spikes(together(13));
    expect(step! - 10).toBeGreaterThan(1);
    // The potential peaks τ ln 2 after the spikes; it fires in the step after.
    expect((step! - 11) / 24).toBeLessThanOrEqual(Math.LN2);
  });

  it('forgets spikes that come one by one', () => {
    // One every 0.5 ms: the mean potential is 2/ms · 325/s · 0.5 ms · 1 ms = 0.325.
    expect(spikes(Float64Array.from({ length: 2400 }, (_, step) => (step % 12 === 0 ? 1 : 0)))).toEqual([]);
  });

  it('fires less than once per millisecond, whatever drives it', () => {
    const steps = spikes(new Float64Array(24000).fill(40));
    // 1 ms of rest, and one step more in which the potential crosses the threshold.
    for (let i = 1; i < steps.length; i++) expect(steps[i]! - steps[i - 1]!).toBe(25);
    expect(steps).toHaveLength(960);
  });
});
