import { defineNeuron, quantity, triangular, type NeuronModel, type OnlineRule } from '@growcone/core';
import {
  alif,
  conductance,
  delta,
  exponential,
  integrateAndFire,
  izhikevich,
  leakyIntegrator,
  lif,
  refractory,
} from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onlineGradient, type OwnSignal } from './support/online-gradient.ts';
import { SmallNet, uniformDraws, type NetSpec, type Run, type Wire } from './support/small-net.ts';

/** Some thousand operations in double precision, in another order. */
const ROUNDING = 1e-12;

const wire = (name: string, from: Wire['from'], weight: Wire['weight'], more: Partial<Wire> = {}): Wire => ({
  name,
  from,
  weight,
  synapse: delta(),
  delay: 1,
  ...more,
});

/** A neuron that no package defines: two variables that multiply each other, and a reset that learning looks through. */
const invented = defineNeuron({
  name: 'invented',
  params: { gain: quantity(0.3, '', 'how strongly h pushes v') },
  state: { v: quantity(0.1, '', 'potential'), h: quantity(0.2, '', 'helper') },
  integrate: ({ v, h }, input, { gain }) => ({
    v: v.mul(0.9).add(input).add(v.tanh().mul(h).mul(gain)),
    h: h.mul(0.95).add(v.square().mul(0.05).min(0.4)),
  }),
  spike: {
    threshold: ({ v, h }) => v.sub(0.8).sub(h.mul(0.2)),
    surrogate: () => triangular(1, 0.3),
    reset: ({ v, h }, z) => ({ v: v.sub(z.mul(v).mul(0.7)), h: h.add(z.mul(0.1)) }),
  },
});

const onto = (model: NeuronModel = leakyIntegrator(), more: Partial<Wire> = {}): NetSpec['readouts'] => [
  { model, wires: [wire('out', 'hidden', [0, 1], more)] },
];
const recurrent = (spread: number, more: Partial<Wire> = {}): Wire =>
  wire('hh', 'hidden', [0, spread], { delay: 2, ...more });

const nets: Readonly<Record<string, NetSpec>> = {
  'LIF, delta synapses, no recurrence': { hidden: lif(), into: [wire('in', 'input', [0.15, 0.2])], readouts: onto() },
  'ALIF, recurrent, delays 1 and 2': {
    hidden: alif({ beta: 0.2, tauAdapt: 100 }),
    into: [wire('in', 'input', [0.3, 0.3]), recurrent(0.2)],
    readouts: onto(),
  },
  'refractory ALIF, exponential input, feedback delay 4': {
    hidden: refractory(alif({ beta: 0.1 }), 3),
    into: [wire('in', 'input', [0.08, 0.1], { synapse: exponential(), delay: 3 }), recurrent(0.2)],
    readouts: onto(leakyIntegrator({ tauMem: 7 }), { delay: 4 }),
  },
  'Izhikevich, exponential synapses': {
    hidden: izhikevich(),
    into: [
      wire('in', 'input', [3, 2], { synapse: exponential() }),
      recurrent(1, { synapse: exponential({ tauSyn: 3 }) }),
    ],
    readouts: onto(leakyIntegrator(), { delay: 2 }),
  },
  'LIF, a conductance beside a delta synapse': {
    hidden: lif(),
    into: [
      wire('in', 'input', [0.01, 0.01], { synapse: conductance({ reversal: 3 }) }),
      recurrent(0.1),
      wire('in2', 'input', [0.05, 0.1], { delay: 5 }),
    ],
    readouts: onto(),
  },
  'integrate-and-fire with a hard reset, conductances of both signs': {
    hidden: refractory(integrateAndFire(), 5, { hold: ['v'] }),
    into: [
      wire('in', 'input', [0.02, 0.02], { synapse: conductance() }),
      recurrent(0.001, { synapse: conductance({ reversal: -80, tauSyn: 10 }), weight: [0.004, 0.004] }),
    ],
    readouts: onto(),
  },
  'an invented neuron whose reset learns': {
    hidden: invented(),
    into: [wire('in', 'input', [0.12, 0.1], { synapse: exponential({ tauSyn: 2 }) }), recurrent(0.2)],
    readouts: onto(leakyIntegrator(), { delay: 3 }),
  },
  'a readout with an exponential synapse: a filter of two components': {
    hidden: alif(),
    into: [wire('in', 'input', [0.2, 0.3])],
    readouts: onto(leakyIntegrator(), { synapse: exponential({ tauSyn: 4 }), delay: 2 }),
  },
  'three projections into two readouts: filters shared and apart': {
    hidden: lif(),
    into: [wire('in', 'input', [0.2, 0.3]), recurrent(0.2)],
    readouts: [
      {
        model: leakyIntegrator(),
        wires: [
          wire('a', 'hidden', [0, 1], { synapse: exponential(), delay: 2 }),
          wire('b', 'hidden', [0.5, 1], { synapse: exponential(), delay: 2 }),
        ],
      },
      { model: leakyIntegrator({ tauMem: 5 }), wires: [wire('c', 'hidden', [0, 1], { delay: 2 })] },
    ],
  },
  'a spiking readout with constant dynamics': {
    hidden: alif(),
    into: [wire('in', 'input', [0.2, 0.3])],
    readouts: onto(lif(), { delay: 2, weight: [0.2, 0.3] }),
  },
};

describe.each(Object.entries(nets))('online e-prop of %s', (_, spec) => {
  const net = new SmallNet(spec);
  const run = net.run();
  const draw = uniformDraws(99);
  const own: OwnSignal = run.hidden.map((row) => row.map(() => 0.2 * (draw() - 0.5)));

  it('is run on neurons that fire', () => {
    for (const j of run.hidden[0]!.keys()) {
      const spikes = run.hidden.reduce((n, row) => n + row[j]!.output.value, 0);
      expect(spikes).toBeGreaterThanOrEqual(5);
      expect(spikes).toBeLessThan(net.steps / 2);
    }
  });

  it.each(wiresOf(spec).map((w) => [w.name, w] as const))('equals the forward-mode derivative over %s', (__, w) => {
    const { size, error } = compare(net, run, w, own);
    expect(size).toBeGreaterThan(1e-3);
    expect(error).toBeLessThan(ROUNDING * size);
  });
});

it('equals the forward-mode derivative whatever the weights, delays and inputs', () => {
  const net = fc.record({
    hidden: fc.constantFrom(lif(), alif({ beta: 0.3 }), refractory(alif(), 2), invented()),
    synapse: fc.constantFrom(delta(), exponential({ tauSyn: 2 })),
    delays: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
    spread: fc.double({ min: 0.1, max: 1, noNaN: true }),
    seed: fc.integer({ min: 1, max: 1e6 }),
  });
  fc.assert(
    fc.property(net, ({ hidden, synapse, delays: [d1, d2, d3], spread, seed }) => {
      const into = [wire('in', 'input', [0.2, spread], { synapse, delay: d1 }), recurrent(spread, { delay: d2 })];
      const spec: NetSpec = {
        hidden,
        into,
        readouts: onto(leakyIntegrator(), { synapse, delay: d3 }),
        seed,
        steps: 50,
      };
      const small = new SmallNet(spec);
      const run = small.run();
      const own = run.hidden.map((row) => row.map(() => 0.01));
      return wiresOf(spec).every((w) => {
        const { size, error } = compare(small, run, w, own);
        return error <= ROUNDING * size;
      });
    }),
    { numRuns: 15 },
  );
});

function wiresOf({ into, readouts }: NetSpec): Wire[] {
  return [...into, ...readouts.flatMap((r) => r.wires)];
}

/** Size of the forward-mode gradient, one run per weight, and distance of the online rule's gradient from it. */
function compare(net: SmallNet, run: Run, w: Wire, own: OwnSignal): { size: number; error: number } {
  const got = onlineGradient(net, run, eprop({ form: 'online' }) as OnlineRule, w, own);
  const expected = net.weights
    .get(w.name)!
    .map((row, pre) => row.map((_, post) => forwardMode(net, w, pre, post, own)));
  const difference = got.flatMap((row, i) => row.map((g, j) => g - expected[i]![j]!));
  return { size: Math.hypot(...expected.flat()), error: Math.hypot(...difference) };
}

function forwardMode(net: SmallNet, w: Wire, pre: number, post: number, own: OwnSignal): number {
  const run = net.run({ wire: w.name, pre, post });
  let sum = 0;
  for (let t = 1; t <= net.steps; t++) {
    run.readouts.forEach((moments, r) =>
      moments[t]!.forEach((m, k) => {
        sum += net.error(run, r, t, k) * m.output.rate;
      }),
    );
    run.hidden[t]!.forEach((m, j) => {
      sum += own[t]![j]! * m.output.rate;
    });
  }
  return sum;
}
