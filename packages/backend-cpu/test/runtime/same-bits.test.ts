import { describe, expect, it } from 'vitest';
import { cpu, type CpuOptions } from '@growcone/backend-cpu';
import { classifier, everyStep, fullFeedback, noise, type ClassifierOptions } from './learning-network.ts';

const SIZE = 11;
const STEPS = 60;
const batch = { input: noise(SIZE, STEPS, 40, 0.1), output: Array.from({ length: SIZE }, (_, i) => i % 5) };

/** Everything that three batches of training and an evaluation give. */
async function trained(network: ClassifierOptions, options: CpuOptions): Promise<Record<string, ArrayLike<number>>> {
  const { net, projections } = classifier(network);
  await using simulation = await net.compile(cpu(options));
  const result: Record<string, ArrayLike<number>> = {};
  for (let i = 0; i < 3; i++) {
    const { loss, rewired } = await simulation.train(batch);
    result[`loss ${i}`] = [loss];
    result[`rewired ${i}`] = Object.values(rewired);
  }
  const { outputs, spikes, variables } = await simulation.evaluate(batch);
  Object.assign(result, { outputs, v: variables['hidden']!['v'], spikes: spikes['hidden']!.neurons });
  for (const [name, projection] of Object.entries(projections)) {
    const { post, variables: values } = await simulation.synapses(projection);
    result[`${name} post`] = post;
    for (const [variable, of] of Object.entries(values)) result[`${name} ${variable}`] = of;
  }
  return result;
}

const networks: Readonly<Record<string, ClassifierOptions>> = {
  'a loss at every step': { at: 'step' },
  'a loss on the maximum of the trial': { at: 'trial' },
  'feedback over every projection, delay 3': { rule: fullFeedback, delay: 3 },
  'dense recurrence': { format: 'dense' },
  'an update of every synapse in every step': { rule: everyStep },
};

describe.each(Object.entries(networks))('with %s', (_, network) => {
  it('learns the same bits on any number of threads, with and without SIMD, recorded or recomputed', async () => {
    const expected = await trained(network, { threads: 1, segment: 'whole' });
    expect(expected['rewired 0']![0]).toBeGreaterThan(0);
    expect(expected['spikes']!.length).toBeGreaterThan(100);
    for (const options of [
      { threads: 1, simd: false },
      { threads: 2 },
      { threads: 3, simd: false },
      { threads: 1, segment: 7 },
      { threads: 1, segment: 1 },
      { threads: 2, segment: 59 },
    ] satisfies CpuOptions[]) {
      expect(await trained(network, options), JSON.stringify(options)).toEqual(expected);
    }
  });
});
