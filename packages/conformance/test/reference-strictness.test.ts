import { describe, expect, it } from 'vitest';
import { GrowconeError, type Plan } from '@growcone/core';
import { fired, index, read, spiked, step } from '../src/plans/leaves.ts';
import { forward, perExample, planSketch, reverse, run, type PlanSketch } from '../src/plans/plan-sketch.ts';
import { overNeurons, overSynapses, trialInput } from '../src/backend/units.ts';
import { reference } from '../src/reference/reference.ts';

/** A plan with one population of 3 units that fire, and whatever else a test adds. */
function sketch(add: (s: PlanSketch, units: number) => Plan): Plan {
  const s = planSketch();
  return add(s, s.population('units', 3, 'model', 1));
}

const array = (s: PlanSketch, units: number, steps: number | 'all' = 1): number =>
  s.array({ name: 'x', over: overNeurons(units), lifetime: 'example', steps });

const trial = (s: PlanSketch, ...kernels: number[]): Plan => s.plan({ trial: [perExample(forward(run(...kernels)))] });

describe('the reference refuses a plan that', () => {
  it.each<readonly [what: string, says: string, plan: Plan]>([
    [
      'reads further back than a ring holds',
      "reads 'x' 3 steps ago, but it holds 3 step(s)",
      sketch((s, units) => {
        const x = array(s, units, 3);
        return trial(s, s.neurons('k', { population: units, writes: [{ to: x, value: read(x, 'neuron', 3) }] }));
      }),
    ],
    [
      'reads an array that does not exist',
      'array 7 does not exist',
      sketch((s, units) => {
        const x = array(s, units);
        return trial(s, s.neurons('k', { population: units, writes: [{ to: x, value: read(7, 'neuron') }] }));
      }),
    ],
    [
      'writes an array of another population',
      "may not write 'x'",
      sketch((s, units) => {
        const x = array(s, units);
        const other = s.population('other', 2, 'never');
        return trial(s, s.neurons('k', { population: other, writes: [{ to: x, value: 1 }] }));
      }),
    ],
    [
      'asks for a synapse where there is none',
      "reads place 'post' in a loop over neurons",
      sketch((s, units) => {
        const x = array(s, units);
        return trial(s, s.neurons('k', { population: units, writes: [{ to: x, value: index('post') }] }));
      }),
    ],
    [
      'fires in a reverse sweep',
      "lets 'units' fire while it reverses",
      sketch((s, units) => {
        const k = s.neurons('k', { population: units, writes: [], fires: step().gt(0) });
        return s.plan({ trial: [perExample(forward(run(k)), reverse(run(k)))] });
      }),
    ],
    [
      'rewires compressed rows',
      "whose format 'rows' cannot be edited",
      sketch((s, units) => {
        const w = s.array({ name: 'w', over: overSynapses(0), lifetime: 'shared' });
        const variables = [{ name: 'w', array: w, birth: 0 }];
        const store = s.store({ name: 'loop', pre: units, post: units, format: 'rows', variables });
        const prune = read(w, 'synapse').lt(0);
        const rule = s.rewiring({ name: 'rule', store, stream: 7, count: 'replace', prune, init: {} });
        return s.plan({ rewire: [{ op: 'rewire', rule }] });
      }),
    ],
    [
      'draws probes of a rewiring that has none',
      'draws probes of a rewiring that has none',
      sketch((s, units) => {
        const store = s.store({ name: 'loop', pre: units, post: units, format: 'growable-rows', variables: [] });
        const prune = index('pre').lt(0);
        const rule = s.rewiring({ name: 'rule', store, stream: 7, count: 'replace', prune, init: {} });
        return s.plan({ probe: [{ op: 'probe', rule }] });
      }),
    ],
    [
      'sums the gradient of probes where no shard is',
      "the probes of 'rule' is no shard array over store 1",
      sketch((s, units) => {
        const loop = { pre: units, post: units, format: 'growable-rows', variables: [] } as const;
        const store = s.store({ name: 'loop', ...loop });
        const probed = s.store({ name: 'probes', ...loop });
        const gradient = s.array({ name: 'gradient', over: overSynapses(probed), lifetime: 'shared' });
        const probes = { store: probed, gradient, stream: 8, count: 3, highest: read(gradient, 'synapse') };
        const prune = index('pre').lt(0);
        const rule = s.rewiring({ name: 'rule', store, stream: 7, count: 'replace', prune, init: {}, probes });
        return s.plan({ rewire: [{ op: 'rewire', rule }] });
      }),
    ],
    [
      "runs 'every' outside of a sweep",
      "'every' outside of a sweep",
      sketch((s, units) => {
        const x = array(s, units);
        const k = s.neurons('k', { population: units, writes: [{ to: x, value: 1 }] });
        return s.plan({ trial: [{ op: 'every', steps: 2, body: run(k) }] });
      }),
    ],
  ])('%s', async (_, says, plan) => {
    const device = await reference().open();
    expect(
      device
        .refusals(plan)
        .map((r) => r.message)
        .join(' '),
    ).toContain(says);
    await expect(device.load(plan)).rejects.toThrow(says);
  });
});

describe('the reference stops a plan that', () => {
  it.each<readonly [what: string, says: string, plan: Plan]>([
    [
      'reads a ring before the step has written it',
      'reads an array before the step has written it',
      sketch((s, units) => {
        const ring = array(s, units, 3);
        const x = array(s, units);
        const early = s.neurons('early', { population: units, writes: [{ to: x, value: read(ring, 'neuron') }] });
        const late = s.neurons('late', { population: units, writes: [{ to: ring, value: step() }] });
        return trial(s, early, late);
      }),
    ],
    [
      'reads spikes that nobody kept',
      'Raise its history or keep its spikes',
      sketch((s, units) => {
        const x = array(s, units);
        const fire = s.neurons('fire', { population: units, writes: [{ to: x, value: fired() }], fires: step().gt(0) });
        const look = s.neurons('look', { population: units, writes: [{ to: x, value: spiked(units, 'neuron', 3) }] });
        return trial(s, fire, look);
      }),
    ],
    [
      'reverses what it neither kept nor recomputes',
      'became NaN at step 9',
      sketch((s, units) => {
        const kept = array(s, units, 'all');
        const x = s.array({ name: 'y', over: overNeurons(units), lifetime: 'example' });
        const write = s.neurons('write', { population: units, writes: [{ to: kept, value: step() }] });
        const back = s.neurons('back', { population: units, writes: [{ to: x, value: read(kept, 'neuron') }] });
        return s.plan({ trial: [perExample(forward(run(write), { keep: [kept] }), reverse(run(back)))] });
      }),
    ],
  ])('%s', async (_, says, plan) => {
    const device = await reference({ segment: 4 }).open();
    const program = await device.load(plan);
    await expect(program.run('trial', trialInput(9))).rejects.toThrow(says);
  });

  it('makes a value that is not finite, naming population, neuron, variable and step', async () => {
    const plan = sketch((s, units) => {
      const x = array(s, units);
      const quotient = step().div(index('neuron').add(step()).sub(6));
      return trial(s, s.neurons('divide', { population: units, writes: [{ to: x, value: quotient }] }));
    });
    const program = await (await reference().open()).load(plan);
    const error = await program.run('trial', trialInput(9)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(GrowconeError);
    expect(error).toMatchObject({
      code: 'NOT_FINITE',
      fields: { population: 'units', neuron: 2, variable: 'x', step: 4, kernel: 'divide' },
    });
  });
});
