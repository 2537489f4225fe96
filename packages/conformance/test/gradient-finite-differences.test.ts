import { describe, expect, it } from 'vitest';
import {
  allToAll,
  defineNeuron,
  fixedProbability,
  network,
  ONE,
  quantity,
  uniform,
  type Loss,
  type Projection,
  type Readout,
} from '@growcone/core';
import { crossEntropy, descent, meanOutput, squaredError, wholeGradient } from '../src/models/learning.ts';
import { gradedUnit, sourceUnit } from '../src/models/neurons.ts';
import { conductanceSynapse, decayingSynapse } from '../src/models/synapses.ts';
import { randomTrains } from '../src/plans/spike-trains.ts';
import { reference } from '../src/reference/reference.ts';

const STEEPNESS = 4;
const smooth = (distance: number): number => 1 / (1 + Math.exp(-STEEPNESS * distance));

/** Adapting unit whose surrogate slope is the derivative of {@link smooth}, and whose spikes act through everything. */
const smoothUnit = defineNeuron({
  name: 'smooth unit',
  params: {},
  state: { v: quantity(0, '', 'membrane potential'), a: quantity(0, '', 'adaptation') },
  integrate: ({ v }, input) => ({ v: v.mul(0.9).add(input) }),
  spike: {
    threshold: ({ v, a }) => v.sub(a.mul(0.3)).sub(0.8),
    surrogate: () => (x) => {
      const z = ONE.div(x.mul(-STEEPNESS).exp().add(1));
      return z.mul(ONE.sub(z)).mul(STEEPNESS);
    },
    reset: ({ v, a }, z) => ({ v: v.sub(z.mul(0.5)), a: a.mul(0.95).add(z) }),
  },
});

function smoothNetwork(readout: Readout, loss: Loss) {
  const net = network({ seed: 3 });
  const source = net.population('source', 5, sourceUnit());
  const a = net.population('a', 4, smoothUnit());
  const b = net.population('b', 3, smoothUnit());
  const output = net.population('output', 3, gradedUnit());
  const sparse = { connect: fixedProbability(0.8), weight: uniform(-0.3, 0.5) };
  const projections = [
    net.project(source, a, { ...sparse, synapse: decayingSynapse() }),
    net.project(a, a, { ...sparse, delay: 2 }),
    net.project(a, b, { ...sparse, delay: 3, synapse: conductanceSynapse() }),
    net.project(b, a, { ...sparse, delay: 1 }),
    net.project(b, output, { connect: allToAll(), weight: uniform(-0.4, 0.4), delay: 2, synapse: decayingSynapse() }),
    net.bias(output, 0.01),
  ];
  net.readout(output, { readout, loss });
  net.learn(projections, { rule: wholeGradient(), optimiser: descent() });
  return { net, projections };
}

describe('the gradient of a smoothed network', () => {
  it.each<readonly [name: string, readout: Readout, loss: Loss]>([
    ['cross-entropy at every step', meanOutput(), crossEntropy('step')],
    ['squared error of the mean output', meanOutput(), squaredError('trial')],
  ])('equals central differences of %s', async (_, readout, loss) => {
    const { net, projections } = smoothNetwork(readout, loss);
    await using simulation = await net.compile(reference({ smooth }));
    const steps = 30;
    const batch = {
      source: randomTrains({ neurons: 5, steps, examples: 1, rate: 0.2, seed: 2 }),
      output: loss.target === 'class' ? [1] : [0.3, -0.2, 0.1],
    };
    const start = await simulation.checkpoint();

    const lossWith = async (projection: Projection, synapse: number, change: number): Promise<number> => {
      const store = start.stores[projection.id];
      const w = store?.variables['w']?.slice();
      if (!store || !w) throw new Error('no weights');
      w[synapse] = (w[synapse] ?? 0) + change;
      const stores = { ...start.stores, [projection.id]: { ...store, variables: { ...store.variables, w } } };
      await simulation.restore({ ...start, stores });
      return (await simulation.evaluate(batch)).loss * (loss.at === 'step' ? steps : 1);
    };
    const h = 1e-5;
    for (const projection of projections) {
      await simulation.restore(start);
      await simulation.accumulate(batch);
      const gradient = Object.values((await simulation.gradient(projection)).variables)[0] ?? new Float64Array();
      for (let i = 0; i < gradient.length; i += Math.ceil(gradient.length / 4)) {
        const difference = ((await lossWith(projection, i, h)) - (await lossWith(projection, i, -h))) / (2 * h);
        // A central difference with this step is exact to about 1e-9 of the loss.
        expect(Math.abs(difference - (gradient[i] ?? Number.NaN))).toBeLessThan(
          1e-7 * Math.max(1, Math.abs(difference)),
        );
      }
    }
  });
});
