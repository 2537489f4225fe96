import { describe, expect, it } from 'vitest';
import { defineLoss, type Kernel, type Plan, type StoreSnapshot } from '@growcone/core';
import { gradientLaws, reference, runChecks } from '../src/index.ts';
import { readoutGradient, squaredError } from '../src/models/learning.ts';
import { forwardMode } from '../src/gradient/forward-mode.ts';
import { gradientNetworks } from '../src/gradient/gradient-networks.ts';
import { wholeGradient } from '../src/models/learning.ts';
import { randomTrains } from '../src/plans/spike-trains.ts';
import { eachKernel, eachNode, wrapBackend, type Mistakes } from './broken/wrap-backend.ts';

/** A backend that computes gradients with a mistake. */
const failures = async (mistakes: Mistakes, options: Parameters<typeof gradientLaws>[1] = {}): Promise<string> => {
  const results = await runChecks(
    gradientLaws(wrapBackend(reference(), 'wrong', mistakes), { examples: 1, steps: 40, ...options }).slice(0, 3),
  );
  return results.map((r) => String(r.error)).join('\n');
};

const gradientKernels = (change: (kernel: Kernel, plan: Plan) => Kernel): Mistakes => ({
  plan: eachKernel((k, plan) => (k.name.endsWith(' gradient') || k.name.endsWith(' feedback') ? change(k, plan) : k)),
});

describe('a gradient that', () => {
  it.each<readonly [mistake: string, mistakes: Mistakes]>([
    ['comes a step late', gradientKernels((k) => (k.shape === 'spikes' ? { ...k, delay: k.delay + 1 } : k))],
    [
      'loses the feedback of a projection',
      gradientKernels((k) => (k.name === 'aToA feedback' && k.shape === 'rows' ? { ...k, writes: [] } : k)),
    ],
    [
      'reads feedback of the wrong step',
      { plan: eachNode((n) => (n.op === 'read' && n.lag === -2 ? { ...n, lag: -1 } : n)) },
    ],
  ])('%s is caught', async (_, mistakes) => {
    expect(await failures(mistakes)).toMatch(/gradient of '\w+', synapse from \d+ to \d+: expected/);
  });

  it('stops at the readout is not the whole gradient', async () => {
    expect(await failures({}, { rule: readoutGradient, carries: 'all' })).toContain('gradient of');
  });
});

describe('forward mode', () => {
  it('differentiates the value of a loss, so a wrong declared gradient shows', async () => {
    const [net] = gradientNetworks(wholeGradient);
    if (!net) throw new Error('no network');
    const simulation = await net.network.compile(reference());
    const synapses: Record<string, StoreSnapshot> = {};
    for (const p of net.projections) synapses[p.name] = await simulation.synapses(p);
    const spikes = { source: randomTrains({ neurons: 8, steps: 20, examples: 1, rate: 0.3, seed: 1 }) };
    const right = squaredError('step');
    const wrong = defineLoss({ ...right, gradient: ({ y }) => y });
    const { dt, populations, projections } = net.network.describe();
    const question = { dt, populations, projections, synapses, spikes, output: 'output', readout: net.readout };
    const targets = [Float64Array.of(0.5, 0, -0.5)];
    const one = forwardMode({ ...question, loss: right, targets });
    const other = forwardMode({ ...question, loss: wrong, targets });
    expect(other.gradients).toEqual(one.gradients);
    expect(one.loss).toBeGreaterThan(0);
  });
});
