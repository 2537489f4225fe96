import {
  allToAll,
  definePlasticity,
  defineRewiring,
  lift,
  network,
  oneToOne,
  quantity,
  type Backend,
  type PlasticityRule,
} from '@growcone/core';
import { lif, spikeSource } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import { BACKENDS, codes, codesWhere, sorted, trains } from './networks.ts';

const [PRE, POST] = [8, 16];
const STEPS = 20;

type Lag = 1 | 2 | 3;
const fired = (n: number): ReturnType<typeof quantity> => quantity(0, '', `whether it fired ${n} steps before`);

/** Marks a synapse when a spike arrives over it `lag` steps after its postsynaptic neuron fired. */
const meet = (lag: Lag): PlasticityRule => ({
  kind: 'plasticity',
  apiVersion: 1,
  name: 'meet',
  update: () =>
    definePlasticity({
      post: { ago1: fired(1), ago2: fired(2), ago3: fired(3) },
      // The hooks see a trace as the step before left it.
      onPreSpike: ({ w, post }) => ({ w: post[`ago${lag}`].gt(0).select(-1, w) }),
      eachPost: ({ post, z }) => ({ ago1: z, ago2: post.ago1, ago3: post.ago2 }),
    }),
});

const markedGo = defineRewiring({
  name: 'markedGo',
  edit: {
    // A pair of 128 is missed with probability e⁻²⁵, any of the 8 that count with 10⁻¹⁰.
    draw: { pairs: 25 * PRE * POST },
    eliminate: ({ w }) => w.lt(0).select(1, 0),
    form: () => lift(0),
    init: () => ({ w: 0 }),
  },
});

/** Presynaptic neuron i fires in step i + 1, postsynaptic neuron j in step j + 2; whose synapse is left at the end? */
async function left(backend: Backend, delay: number, lag: Lag): Promise<number[]> {
  const net = network({ seed: 7 });
  const from = net.population('from', PRE, spikeSource());
  const driver = net.population('driver', POST, spikeSource());
  const to = net.population('to', POST, lif({ vTh: 1 }));
  // Too weak to fire anybody: eight spikes are less than 0.1.
  const chosen = net.project(from, to, { connect: allToAll(), weight: 0.01, delay, format: 'growable-rows' });
  net.project(driver, to, { connect: oneToOne(), weight: 1.5 });
  net.plastic(chosen, meet(lag));
  net.rewire(chosen, markedGo, { every: { steps: STEPS } });
  await using live = await net.start(backend);
  const one = (size: number) => (t: number) => (t <= size ? [t - 1] : []);
  await live.advance(STEPS, { from: trains(STEPS, one(PRE)), driver: trains(STEPS, one(POST)) });
  return sorted(codes(await live.synapses(chosen)));
}

describe.each(BACKENDS)('on %s', (_, backend) => {
  it.each<[number, Lag]>([
    [2, 1],
    [3, 1],
    [5, 1],
    [5, 2],
    [9, 3],
  ])(
    'exactly one synapse of each row goes where spikes of %i steps ago choose it, and of %i steps ago at the other end',
    async (delay, lag) => {
      // The spike of i arrives in step i + 1 + delay, and neuron j fires in step j + 2: `lag` steps before for one j.
      const column = (i: number): number => i + delay - lag - 1;
      expect(column(0)).toBeGreaterThanOrEqual(0);
      expect(column(PRE - 1)).toBeLessThan(POST);
      expect(await left(backend, delay, lag)).toEqual(codesWhere(PRE, POST, (i, j) => j !== column(i)));
    },
  );
});
