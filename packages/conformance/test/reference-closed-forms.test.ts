import { describe, expect, it } from 'vitest';
import type { Program, TrialInput } from '@growcone/core';
import { reference } from '../src/reference/reference.ts';
import { fired, random, read } from '../src/plans/leaves.ts';
import { forward, perExample, planSketch, run } from '../src/plans/plan-sketch.ts';
import { spikeTrains } from '../src/plans/spike-trains.ts';
import { synapses } from '../src/plans/synapses.ts';
import type { Plan } from '@growcone/core';

const load = async (plan: Plan): Promise<Program> => (await reference().open()).load(plan);

const trial = (steps: number, rest: Partial<TrialInput> = {}): TrialInput => ({
  size: 1,
  steps,
  firstExample: 0,
  update: 0,
  spikes: {},
  values: {},
  ...rest,
});

/** One source neuron, one leaky unit v ← α v + what arrives, recorded. */
function leaky({ tau = 20, delay = 1 } = {}) {
  const s = planSketch();
  const source = s.population('source', 1, 'input');
  const unit = s.population('unit', 1, 'never');
  const over = { per: 'neuron', population: unit } as const;
  const w = s.array({ name: 'w', over: { per: 'synapse', store: 0 }, lifetime: 'shared' });
  const store = s.store({
    name: 'in',
    pre: source,
    post: unit,
    format: 'rows',
    delay,
    variables: [{ name: 'w', array: w, birth: 0 }],
  });
  const arrived = s.array({ name: 'arrived', over, lifetime: 'example', accumulates: true });
  const v = s.array({ name: 'v', over, lifetime: 'example' });
  const trace = s.array({ name: 'trace', over, lifetime: 'example', steps: 'all' });
  const deliver = s.spikes('deliver', { store, writes: [{ to: arrived, value: read(w, 'synapse'), add: true }] });
  const next = read(v, 'neuron')
    .mul(Math.exp(-1 / tau))
    .add(read(arrived, 'neuron'));
  const update = s.neurons('update', {
    population: unit,
    writes: [
      { to: v, value: next },
      { to: trace, value: next },
    ],
  });
  const plan = s.plan({ trial: [perExample(forward(run(deliver, update), { keep: [trace] }))] }, { arrays: [trace] });
  return { plan, source, store, trace };
}

describe('the reference interpreter against closed forms', () => {
  it('decays to 1/e after one time constant', async () => {
    const { plan, source, store, trace } = leaky({ tau: 20 });
    const program = await load(plan);
    await program.writeStore(store, synapses([[0, 0, 1]]));
    const { records } = await program.run('trial', trial(30, { spikes: { [source]: spikeTrains(30, [[[0]]]) } }));
    // The spike of step 1 arrives in step 2 and has decayed over 20 steps in step 22.
    expect(records[trace]?.[1]).toBe(1);
    expect(records[trace]?.[21]).toBeCloseTo(Math.exp(-1), 14);
  });

  it.each([1, 2, 3, 4, 5])('delivers a spike exactly %i steps after it was sent', async (delay) => {
    const { plan, source, store, trace } = leaky({ delay });
    const program = await load(plan);
    await program.writeStore(store, synapses([[0, 0, 1]]));
    const { records } = await program.run(
      'trial',
      trial(12, { spikes: { [source]: spikeTrains(12, [[[], [], [0]]]) } }),
    );
    const first = Array.from(records[trace] ?? []).findIndex((x) => x !== 0) + 1;
    expect(first).toBe(3 + delay);
  });

  it('fires a Poisson source at its rate', async () => {
    const s = planSketch([5, 6]);
    const cells = s.population('cells', 100, 'model');
    const count = s.array({ name: 'count', over: { per: 'neuron', population: cells }, lifetime: 'output' });
    const draw = random('uniform', { stream: 3, draw: 0, by: 'neuron', time: 'step' });
    const update = s.neurons('update', {
      population: cells,
      writes: [{ to: count, value: fired(), add: true }],
      fires: draw.lt(0.05),
    });
    const program = await load(s.plan({ trial: [perExample(forward(run(update)))] }));
    const { outputs } = await program.run('trial', trial(1000, { size: 2 }));
    const counts = Array.from(outputs[count] ?? []);
    const total = counts.reduce((a, b) => a + b, 0);
    // 200 000 draws at 5 %: mean 10 000, standard deviation √(200 000 · 0.05 · 0.95) = 97; five of them are 487.
    expect(Math.abs(total - 10_000)).toBeLessThan(487);
    // Counts of a neuron are binomial: variance 47.5; the sample variance of 200 has a standard deviation of about 4.8.
    const variance = counts.reduce((a, c) => a + (c - 50) ** 2, 0) / counts.length;
    expect(Math.abs(variance - 47.5)).toBeLessThan(24);
    expect(counts.slice(0, 100)).not.toEqual(counts.slice(100));
  });
});
