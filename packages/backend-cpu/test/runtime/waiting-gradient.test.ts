import { describe, expect, it } from 'vitest';
import { reference } from '@growcone/conformance';
import { cpu } from '@growcone/backend-cpu';
import { classifier, everyStep, noise, readoutFeedback } from './learning-network.ts';

const batch = { input: noise(3, 40, 40, 0.1), output: [0, 1, 2] };

describe.each([
  ['the reference', reference(), readoutFeedback],
  ['the CPU', cpu({ threads: 1 }), readoutFeedback],
  ['the CPU, with a rule that learns in every step', cpu({ threads: 1 }), everyStep],
] as const)('a gradient that waits for its update, on %s', (_, backend, rule) => {
  it('keeps a network from being rewired or saved, which would part it from its synapses', async () => {
    const { net } = classifier({ rule });
    await using simulation = await net.compile(backend);
    await simulation.accumulate(batch);
    await expect(simulation.rewire()).rejects.toThrow(/cannot be rewired.*Call simulation\.update\(\) first/);
    await expect(simulation.checkpoint()).rejects.toThrow(/cannot be saved.*Call simulation\.update\(\) first/);
    await simulation.update();
    await simulation.rewire();
    await simulation.checkpoint();
  });

  it('is lost when a checkpoint is restored', async () => {
    const { net, projections } = classifier({ rule });
    await using simulation = await net.compile(backend);
    const start = await simulation.checkpoint();
    await simulation.train(batch);
    const wanted = await simulation.synapses(projections.inputToHidden);
    await simulation.restore(start);
    await simulation.accumulate(batch);
    await simulation.restore(start);
    await simulation.train(batch);
    expect(await simulation.synapses(projections.inputToHidden)).toEqual(wanted);
  });
});
