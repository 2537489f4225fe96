import { describe, expect, it } from 'vitest';
import { reference } from '@growcone/conformance';
import type { Backend } from '@growcone/core';
import { cpu } from '@growcone/backend-cpu';
import { classifier, everyStep, fullFeedback, noise, type ClassifierOptions } from './learning-network.ts';

const STEPS = 40;
const batch = { input: noise(3, STEPS, 40, 0.1), output: [0, 1, 2] };

/** Gradients of a batch, and the synapses after an update and a rewiring. */
async function learned(options: ClassifierOptions, backend: Backend) {
  const { net, projections } = classifier(options);
  await using simulation = await net.compile(backend);
  const { loss } = await simulation.accumulate(batch);
  await simulation.update();
  const rewired = await simulation.rewire();
  const synapses: Record<string, { readonly post: Uint32Array; readonly w: ArrayLike<number> }> = {};
  for (const [name, projection] of Object.entries(projections)) {
    const { post, variables } = await simulation.synapses(projection);
    synapses[name] = { post, w: variables['w']! };
  }
  const { spikes } = await simulation.evaluate(batch);
  return { loss, rewired, synapses, spikes: spikes['hidden']!.neurons };
}

describe.each([
  ['feedback into the readout', {}],
  ['feedback over every projection, delay 3', { rule: fullFeedback, delay: 3 }],
  ['an update of every synapse in every step', { rule: everyStep }],
] as const)('a batch of training with %s', (_, options) => {
  it('agrees with the double-precision reference', async () => {
    const expected = await learned(options, reference());
    const got = await learned(options, cpu({ threads: 2, segment: 9 }));
    // 40 steps of at most a hundred roundings of 2^-24 each.
    expect(got.loss).toBeCloseTo(expected.loss, 5);
    expect(got.spikes).toEqual(expected.spikes);
    expect(got.rewired).toEqual(expected.rewired);
    for (const [name, { post, w }] of Object.entries(expected.synapses)) {
      expect(got.synapses[name]!.post, name).toEqual(post);
      Array.from(w).forEach((weight, i) => expect(got.synapses[name]!.w[i]).toBeCloseTo(weight, 5));
    }
  });
});
