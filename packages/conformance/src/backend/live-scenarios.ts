import {
  compilePlan,
  definePlasticity,
  fixedProbability,
  inPostOrder,
  network,
  quantity,
  type PlasticityRule,
  type Program,
  type Rewiring,
  type SpikeBatch,
  type StoreFormat,
} from '@growcone/core';
import { leakyUnit, sourceUnit } from '../models/neurons.ts';
import { drawingRules } from './drawing-rules.ts';
import { numbers, randomTrains } from '../plans/spike-trains.ts';
import { randomSynapses } from '../plans/synapses.ts';
import type { Observations, Scenario } from './scenario.ts';
import { close, equal, sameSpikes } from './units.ts';

const STEPS = 60;
const [INPUTS, UNITS] = [11, 9];

/** Traces at both ends; each kind of spike moves the weight and leaves a mark of its own. */
const pairing: PlasticityRule = {
  kind: 'plasticity',
  apiVersion: 1,
  name: 'pairing',
  update: () =>
    definePlasticity({
      synapse: { marks: quantity(0, '', 'spikes of both ends') },
      pre: { trace: quantity(0, '', 'filtered arrivals') },
      post: { trace: quantity(0, '', 'filtered output') },
      onPreSpike: ({ w, syn, post }) => ({ w: w.sub(post.trace.mul(0.0625)), marks: syn.marks.add(1) }),
      onPostSpike: ({ w, syn, pre }) => ({ w: w.add(pre.trace.mul(0.125)).min(2), marks: syn.marks.add(100) }),
      eachPre: ({ pre, x }) => ({ trace: pre.trace.mul(0.75).add(x) }),
      eachPost: ({ post, z }) => ({ trace: post.trace.mul(0.5).add(z) }),
    }),
};

/** Steps of a batch as a batch of their own. */
function cut({ offsets, neurons }: SpikeBatch, from: number, steps: number): SpikeBatch {
  const own = offsets.slice(from, from + steps + 1);
  const start = own[0];
  return { size: 1, steps, offsets: own.map((o) => o - start), neurons: neurons.slice(start, own[steps]) };
}

/** A network that runs on in stretches, with two plastic projections of different delay. */
function liveScenario(format: StoreFormat, stretches: readonly number[], rule?: Rewiring): Scenario {
  const net = network({ seed: 5 });
  const source = net.population('source', INPUTS, sourceUnit());
  const units = net.population('units', UNITS, leakyUnit());
  const any = { connect: fixedProbability(0.5), weight: 0.5, format };
  const inward = net.project(source, units, { ...any, delay: 3 });
  const around = net.project(units, units, { ...any, delay: 2 });
  net.plastic([inward, around], pairing);
  if (rule) net.rewire([inward, around], rule, { every: { steps: 6 } });
  net.record(units, { spikes: true });
  const { plan } = compilePlan(net.describe(), undefined, true);
  const trains = randomTrains({ neurons: INPUTS, steps: STEPS, examples: 1, rate: 0.15, seed: 4 });
  const next = numbers(9);
  const snapshots = [inward, around].map(({ pre, post }) => {
    const pairs = randomSynapses({
      pre: pre.size,
      post: post.size,
      density: format === 'dense' ? 1 : 0.6,
      seed: pre.size,
    });
    const w = Float64Array.from(pairs.pre, () => Math.fround(0.25 + next() / 2));
    const zeros = new Float64Array(w.length);
    const own = rule ? { [`${rule.name}.origin`]: zeros.map(() => -1) } : {};
    return { pre: pairs.pre, post: pairs.post, variables: { w, ...own, 'pairing.marks': zeros } };
  });
  return {
    name: `${format}: a network${rule ? ` rewired by ${rule.name}` : ''} runs on in ${stretches.length} ${stretches.length === 1 ? 'stretch' : 'stretches'}, and synapses change`,
    law:
      'A run that continues starts from the state, the weights and the spikes that the run before left; a synapse changes when a ' +
      'spike arrives over it and when its postsynaptic neuron fires, from traces of the step before.',
    input: `${INPUTS} sources, ${UNITS} spiking units, delays 3 and 2, ${STEPS} steps cut into ${stretches.join(' + ')}`,
    plan,
    async script(program: Program) {
      for (const [id, snapshot] of snapshots.entries()) await program.writeStore(id, snapshot);
      const seen: Record<string, Observations[string]> = {};
      let firstStep = 0;
      let past: Readonly<Record<number, SpikeBatch>> = {};
      for (const steps of stretches) {
        const spikes = { [source.id]: cut(trains, firstStep, steps) };
        const input = { size: 1, steps, firstExample: 0, update: 0, spikes, values: {}, firstStep, past };
        const result = await program.run('advance', input);
        Object.assign(seen, sameSpikes(`units from step ${firstStep + 1}`, result.spikes[units.id]));
        past = result.recent ?? {};
        firstStep += steps;
      }
      for (const { id, name } of [inward, around]) {
        // A device may keep a row in any order.
        const { pre, post, variables } = inPostOrder(await program.readStore(id));
        seen[`${name}, presynaptic neurons`] = equal(pre);
        seen[`${name}, postsynaptic neurons`] = equal(post);
        for (const [variable, values] of Object.entries(variables)) seen[`${name}.${variable}`] = close(values);
      }
      return seen;
    },
  };
}

/** Scenarios of networks that run on and whose synapses change as they go. */
export const liveScenarios = (): readonly Scenario[] => [
  liveScenario('rows', [STEPS]),
  liveScenario('rows', [1, 2, 30, 27]),
  liveScenario('growable-rows', [20, 40]),
  liveScenario('dense', [59, 1]),
  ...drawingRules.flatMap((rule) => [
    liveScenario('growable-rows', [STEPS], rule),
    liveScenario('growable-rows', [11, 1, 48], rule),
  ]),
];
