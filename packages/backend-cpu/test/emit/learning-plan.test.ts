import { allToAll, compilePlan, network, type LearningRule, type Op, type Plan } from '@growcone/core';
import { alif, exponential, leakyIntegrator, refractory, spikeSource } from '@growcone/models';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';
import { describe, expect, it, vi } from 'vitest';
import { Machine, type Connectivity } from './machine.ts';
import { expectSame } from './same-bits.ts';
import { ascending, interpretSweep } from './sweep.ts';
import { someValue } from './programs.ts';

// Hundreds of modules are compiled.
vi.setConfig({ testTimeout: 120_000 });

const STEPS = 31;
const SIZES = { input: 13, hidden: 22, readout: 5 };

/** Gradients travel back through the readout and the recurrent projection. */
const backwards: LearningRule = {
  kind: 'learning-rule',
  apiVersion: 1,
  name: 'backwards',
  form: 'reverse',
  feedback: () => 'symmetric',
};

/** A network that learns, with sparse and dense projections and delays from 1 to 3. */
function learningPlan(format: 'dense' | 'rows' | 'growable-rows'): Plan {
  const net = network({ dt: 1, seed: 1 });
  const input = net.population('input', SIZES.input, spikeSource());
  const hidden = net.population('hidden', SIZES.hidden, refractory(alif(), 3));
  const readout = net.population('readout', SIZES.readout, leakyIntegrator());
  const options = { connect: allToAll(), weight: 0 } as const;
  const list = [
    net.project(input, hidden, { ...options, format, delay: 2, synapse: exponential() }),
    net.project(hidden, hidden, { ...options, format, delay: 3 }),
    net.project(hidden, readout, { ...options, format: 'dense' }),
  ];
  net.readout(readout, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn(list, { rule: backwards, optimiser: adam({ learningRate: 1e-3 }) });
  return compilePlan(net.describe()).plan;
}

const hash = (a: number, b: number): number =>
  (Math.imul(Math.imul(a + 1, 0x9e3779b1) ^ (b + 7), 0x85ebca6b) >>> 9) / 2 ** 23;

const connectivity = (pre: number, post: number): Connectivity => ({
  rows: Array.from({ length: pre }, (_, i) =>
    Array.from({ length: post }, (_, j) => j).filter((j) => hash(i, j) < 0.4),
  ),
  slack: 1,
});

/** A machine with weights, spikes and a target. */
function ready(plan: Plan, simd: boolean): Machine {
  const stores = { 0: connectivity(SIZES.input, SIZES.hidden), 1: connectivity(SIZES.hidden, SIZES.hidden) };
  const machine = new Machine({ plan, simd, steps: STEPS, connectivity: stores });
  for (const { variables } of plan.stores) {
    for (const { name, array } of variables) if (name === 'w') machine.fill(array, (i) => someWeight(array, i));
  }
  machine.setSpikes(
    0,
    ascending(1, STEPS).map((t) => ascending(0, SIZES.input - 1).filter((i) => hash(t, i) < 0.3)),
  );
  const target = plan.arrays.find((a) => a.lifetime === 'input')!;
  machine.fill(target.id, () => 2);
  return machine;
}

const someWeight = (array: number, i: number): number => {
  const value = someValue(array, i);
  return Number.isFinite(value) && Math.abs(value) < 3 ? value * 0.35 : 0.1;
};

type Sweep<K extends Op['op']> = Extract<Op, { op: K }>;

describe.each(['dense', 'rows', 'growable-rows'] as const)(
  'a plan that learns, with projections stored as %s',
  (format) => {
    const plan = learningPlan(format);
    const body = (plan.entries['trial']![0] as Sweep<'examples'>).body;
    const forward = body.find((op) => op.op === 'forward') as Sweep<'forward'>;
    const reverse = body.find((op) => op.op === 'reverse') as Sweep<'reverse'>;

    it('gives the same bits as vectors, as numbers and in JavaScript', () => {
      const [vector, scalar, wanted] = [ready(plan, true), ready(plan, false), ready(plan, true)];
      for (const machine of [vector, scalar]) {
        machine.call('trial.0.forward', 1, STEPS + 1);
        machine.call('trial.1.run');
        machine.call('trial.2.reverse', 1, STEPS + 1);
        machine.call('update.0.run');
      }
      interpretSweep(wanted, forward.body, ascending(1, STEPS), (array) => forward.keep.includes(array));
      interpretSweep(wanted, body.slice(1, -1), [0]);
      interpretSweep(wanted, reverse.body, ascending(1, STEPS).toReversed());
      interpretSweep(wanted, plan.entries['update']!, [0]);

      const spikes = ascending(1, STEPS).map((t) => wanted.spikes(1, t));
      expect(spikes.flat().length).toBeGreaterThan(30);
      for (const [label, got] of [
        ['vector', vector],
        ['scalar', scalar],
      ] as const) {
        expect(
          ascending(1, STEPS).map((t) => got.spikes(1, t)),
          label,
        ).toEqual(spikes);
        for (const { id, name, over, steps } of plan.arrays) {
          if (over.per === 'synapse') {
            for (let pre = 0; pre < got.plan.populations[plan.stores[over.store]!.pre]!.size; pre++) {
              const slots = got.row(over.store, pre).map(({ slot }) => slot);
              expectSame(
                slots.map((s) => got.values(id)[s]!),
                slots.map((s) => wanted.values(id)[s]!),
                `${label} ${name}`,
              );
            }
            continue;
          }
          for (const t of steps === 'all' ? ascending(1, STEPS) : [STEPS]) {
            expectSame(got.values(id, t), wanted.values(id, t), `${label} ${name} in step ${t}`);
          }
        }
      }
    });

    it('recomputes what it did not keep', () => {
      for (const simd of [true, false]) {
        const [recorded, recomputed] = [ready(plan, simd), ready(plan, simd)];
        const start = plan.arrays.filter((a) => a.lifetime === 'example' && a.steps === 1 && a.over.per === 'neuron');
        const state = start.map(({ id }) => recomputed.values(id).slice());
        for (const machine of [recorded, recomputed]) machine.call('trial.0.forward', 1, STEPS + 1);
        for (const id of forward.keep) for (const t of ascending(1, STEPS)) recomputed.fill(id, () => NaN, t);
        start.forEach(({ id }, i) => recomputed.values(id).set(state[i]!));
        recomputed.call('trial.2.recompute', 1, 17);
        recomputed.call('trial.2.recompute', 17, STEPS + 1);
        for (const id of forward.keep) {
          for (const t of ascending(1, STEPS)) {
            expectSame(recomputed.values(id, t), recorded.values(id, t), `${plan.arrays[id]!.name} in step ${t}`);
          }
        }
      }
    });
  },
);
