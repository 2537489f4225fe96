import { describe, expect, it } from 'vitest';
import { cpu, type CpuOptions } from '@growcone/backend-cpu';
import { analyseEntry } from '../../src/runtime/sweep-analysis.ts';
import { leanRecompute } from '../../src/runtime/lean-recompute.ts';
import { segmentLength } from '../../src/runtime/segment-choice.ts';
import { expectedHistory, history, historyPlan } from './history-plan.ts';

async function out(steps: number, options: CpuOptions, size = 2): Promise<number[]> {
  await using device = await cpu({ threads: 1, ...options }).open();
  await using program = await device.load(historyPlan());
  const input = { size, steps, firstExample: 0, update: 0, spikes: {}, values: {} };
  // Twice: what a trial leaves behind must not show in the next.
  await program.run('trial', { ...input, steps: steps + 5 });
  const { outputs } = await program.run('trial', input);
  return [...outputs[history.out]!];
}

describe('a reverse sweep that looks back, ahead, at rare and at last values', () => {
  it.each([1, 2, 3, 7, 20, 64])('sees in every segment what a whole record of %i steps shows', async (steps) => {
    const whole = await out(steps, { segment: 'whole' });
    const expected = expectedHistory(steps);
    // Sums of up to six terms of 2^-24 relative error, halved every step.
    whole.forEach((value, i) => expect(value / expected[i % expected.length]!).toBeCloseTo(1, 5));
    for (const segment of [1, 2, 3, 4, 5, 19, 63])
      expect(await out(steps, { segment }), `segments of ${segment}`).toEqual(whole);
  });
});

describe('what an entry keeps', () => {
  const plan = historyPlan();
  const trial = analyseEntry(plan, plan.entries['trial']!);

  it('holds a segment of what is recomputed, and protects what the reverse sweep reads as it left it', () => {
    expect(trial.segments).toEqual({
      recorded: [history.a, history.b],
      state: [history.x],
      carried: [history.x],
      before: 2,
    });
    expect(trial.unwritten).toEqual([history.b]);
  });

  it('recomputes nothing that no history needs', () => {
    const wide = {
      ...plan,
      populations: [...plan.populations, { id: 1, name: 'few', size: 1, spikes: 'never', history: 1 } as const],
      arrays: plan.arrays.map((array) =>
        array.id === history.b ? { ...array, over: { per: 'neuron', population: 1 } as const } : array,
      ),
    };
    const large = { ...wide, populations: wide.populations.map((p) => (p.id === 0 ? { ...p, size: 400 } : p)) };
    const reverse = leanRecompute(large).entries['trial']!.flatMap((op) => (op.op === 'examples' ? op.body : []))[1];
    // The one neuron's history costs little for a whole trial, so the kernel that fills it is not run again.
    expect(reverse).toMatchObject({
      op: 'reverse',
      recompute: [
        { op: 'run', kernel: 0 },
        { op: 'every', body: [] },
      ],
    });
  });

  it('works in segments only where a whole record would be large', () => {
    expect(segmentLength(1000, 3 * 1024, 8 * 1024, undefined)).toBeUndefined();
    const length = segmentLength(100_000, 8 * 1024, 12 * 1024, undefined)!;
    const bytes = length * 8 * 1024 + (100_000 / length) * 12 * 1024;
    expect(bytes).toBeLessThan(32 * 2 ** 20);
    expect(segmentLength(1000, 1024, 1024, 10)).toBe(10);
    expect(segmentLength(10, 1024, 1024, 1000)).toBeUndefined();
    expect(segmentLength(1e6, 1e6, 1024, 'whole')).toBeUndefined();
  });
});
