import { cpu } from '@growcone/backend-cpu';
import type { Backend, TrainResult } from '@growcone/core';
import { describe, expect, it } from 'vitest';
import { webgpu } from '../src/index.ts';
import { classifier, examples } from './classifier.ts';
import { skipped } from './software-adapter.ts';

async function train(backend: Backend, form: 'reverse' | 'online'): Promise<TrainResult[]> {
  await using simulation = await classifier(form).compile(backend);
  const results: TrainResult[] = [];
  for (const batch of examples) results.push(await simulation.train(batch));
  return results;
}

describe.skipIf(skipped)('learning on a GPU', () => {
  it.each(['reverse', 'online'] as const)('has the losses of the CPU over five batches: e-prop, %s', async (form) => {
    const [gpu, expected] = await Promise.all([train(webgpu(), form), train(cpu({ threads: 1 }), form)]);
    expect(expected).toHaveLength(5);
    // Weights differ by rounding after the first update; a spike that moves by a step changes the loss by some 10⁻⁴.
    expected.forEach(({ loss }, i) => expect(Math.abs(gpu[i]!.loss! / loss! - 1)).toBeLessThan(1e-3));
    // The loss has moved by far more than that.
    expect(expected.at(-1)!.loss!).toBeLessThan(0.97 * expected[0]!.loss!);
  });

  it('has the same bits every time, also where examples have to take turns', async () => {
    const [first, second] = [await train(webgpu(), 'reverse'), await train(webgpu({ stateBytes: 300_000 }), 'reverse')];
    expect(first.map(({ loss }) => loss)).toEqual(second.map(({ loss }) => loss));
  });
});
