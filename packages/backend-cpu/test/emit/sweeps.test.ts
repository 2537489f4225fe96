import type { Kernel, Node, Op, Plan, StoreSpec } from '@growcone/core';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Machine, type MachineOptions } from './machine.ts';
import { array, constant, population, read, run, store, testPlan } from './plans.ts';
import { expectSame } from './same-bits.ts';
import { ascending, interpretSweep } from './sweep.ts';

// Hundreds of modules are compiled.
vi.setConfig({ testTimeout: 120_000 });

const STEPS = 24;
const INPUTS = 9;

const forward = (body: readonly Op[], rest: Partial<Extract<Op, { op: 'forward' }>> = {}): Op => ({
  op: 'forward',
  body,
  keep: [],
  keepSpikes: [1],
  flush: 0,
  flushBody: [],
  ...rest,
});

/** Input spikes, neurons that fire and reset by last step's spike, and a record of both. */
function spikingPlan(
  size: number,
  entries: Plan['entries'],
  format: StoreSpec['format'] = 'dense',
  more: readonly Kernel[] = [],
): Plan {
  const update: readonly Node[] = [
    read(0, 'neuron'),
    read(1, 'neuron'),
    { op: 'spiked', population: 1, at: 'neuron', lag: 1 },
    constant(0.875),
    { op: 'sub', args: [0, 2] },
    { op: 'mul', args: [4, 3] },
    { op: 'add', args: [5, 1] },
    constant(1),
    { op: 'ge', args: [6, 7] },
    { op: 'fired' },
    constant(10),
    { op: 'mul', args: [9, 10] },
    { op: 'add', args: [6, 11] },
  ];
  return testPlan({
    populations: [population(0, INPUTS, 'input', 3), population(1, size, 'model', 2)],
    arrays: [
      array(0, { population: 1 }),
      array(1, { population: 1 }, { accumulates: true }),
      array(2, { population: 1 }, { steps: 'all' }),
      array(3, { store: 0 }),
      array(4, { population: 1 }, { steps: 'all' }),
      array(5, { population: 0 }),
      array(6, { population: 1 }),
    ],
    stores: [store(0, 0, 1, format), store(1, 1, 1, 'dense')],
    kernels: [
      {
        shape: 'spikes',
        name: 'deliver',
        store: 0,
        delay: 2,
        nodes: [read(3, 'synapse')],
        writes: [{ array: 1, node: 0, add: true }],
      },
      {
        shape: 'neurons',
        name: 'update',
        population: 1,
        nodes: update,
        writes: [
          { array: 0, node: 6, add: false },
          { array: 2, node: 12, add: false },
        ],
        fires: 8,
      },
      ...more,
    ],
    entries,
  });
}

const inputSpikes = (seed: number): number[][] =>
  Array.from({ length: STEPS }, (_, t) =>
    Array.from({ length: INPUTS }, (_, i) => i).filter((i) => (Math.imul(seed + 7 * t + 1, 2 * i + 3) >>> 4) % 3 === 0),
  );

function machine(plan: Plan, simd: boolean, rest: Partial<MachineOptions> = {}): Machine {
  const made = new Machine({ plan, simd, steps: STEPS, ...rest });
  made.fill(3, (i) => ((Math.imul(i + 1, 0x9e3779b1) >>> 8) / 2 ** 24) * 0.5);
  made.setSpikes(0, inputSpikes(5));
  return made;
}

const DELIVER = run(0);
const UPDATE = run(1);
const both = [true, false];

describe('a forward sweep', () => {
  it('lists the spikes of every step in ascending order', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 60, max: 70 }), fc.integer({ min: 120, max: 200 })),
        (size) => {
          const plan = spikingPlan(size, { go: [forward([DELIVER, UPDATE], { keep: [2] })] });
          const wanted = machine(plan, true);
          interpretSweep(wanted, [DELIVER, UPDATE], ascending(1, STEPS));
          for (const simd of both) {
            const got = machine(plan, simd);
            expect(got.call('go.0.forward', 1, STEPS + 1)).toBe(STEPS + 1);
            for (const t of ascending(1, STEPS)) {
              expect(got.spikes(1, t)).toEqual(wanted.spikes(1, t));
              expectSame(got.values(2, t), wanted.values(2, t), `record of step ${t}`);
            }
            expect(wanted.spikes(1, STEPS).length + wanted.spikes(1, STEPS - 1).length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('stops before a step whose spikes might not fit, and goes on from there', () => {
    const plan = spikingPlan(40, { go: [forward([DELIVER, UPDATE])] });
    for (const simd of both) {
      const [got, wanted] = [machine(plan, simd, { capacity: 100 }), machine(plan, simd)];
      wanted.call('go.0.forward', 1, STEPS + 1);
      let [step, stops] = [1, 0];
      while ((step = got.call('go.0.forward', step, STEPS + 1)) <= STEPS) got.setCapacity(1, 100 + 40 * ++stops);
      expect(stops).toBeGreaterThan(2);
      for (const t of ascending(1, STEPS)) expect(got.spikes(1, t)).toEqual(wanted.spikes(1, t));
    }
  });

  it('writes only the histories that are kept', () => {
    const plan = spikingPlan(10, { go: [forward([DELIVER, UPDATE])] });
    const got = machine(plan, true);
    got.call('go.0.forward', 1, STEPS + 1);
    expect(Math.max(...got.values(2, STEPS))).toBe(0);
    expect(Math.max(...got.values(0))).toBeGreaterThan(0);
  });

  it('clears arriving spikes also where several kernels read them or none does', () => {
    const copy: Kernel = {
      shape: 'neurons',
      name: 'copy',
      population: 1,
      nodes: [read(1, 'neuron')],
      writes: [{ array: 6, node: 0, add: true }],
    };
    for (const body of [
      [DELIVER, UPDATE, run(2)],
      [run(2), DELIVER, UPDATE, { op: 'every', steps: 2, body: [run(2)] }],
      [DELIVER],
    ] as Op[][]) {
      const plan = spikingPlan(11, { go: [forward(body)] }, 'dense', [copy]);
      const wanted = machine(plan, true);
      interpretSweep(wanted, body, ascending(1, STEPS));
      for (const simd of both) {
        const got = machine(plan, simd);
        got.call('go.0.forward', 1, 7);
        got.call('go.0.forward', 7, STEPS + 1);
        expectSame(got.values(6), wanted.values(6), 'sum of what arrived');
        expectSame(got.values(1), new Float32Array(11), 'what is left');
      }
    }
  });

  it('leaves lists of later steps empty where nobody fires', () => {
    const plan = spikingPlan(10, { go: [forward([DELIVER, UPDATE], { flush: 3, flushBody: [DELIVER] })] });
    const got = machine(plan, true);
    got.call('go.0.forward', 1, STEPS + 1);
    expect(got.call('go.0.flush', STEPS + 1, STEPS + 4)).toBe(STEPS + 4);
    for (const t of [1, 2, 3]) expect(got.spikes(1, STEPS + t)).toEqual([]);
  });
});

describe('0/1 spikes', () => {
  const trace = (pop: 0 | 1, target: number, lag: number): Kernel => ({
    shape: 'neurons',
    name: 'trace',
    population: pop,
    nodes: [
      read(target, 'neuron'),
      constant(0.5),
      { op: 'mul', args: [0, 1] },
      { op: 'spiked', population: pop, at: 'neuron', lag },
      { op: 'add', args: [2, 3] },
    ],
    writes: [{ array: target, node: 4, add: false }],
  });
  const body = [DELIVER, UPDATE, run(2), run(3)];
  const plan = (lag: number): Plan =>
    spikingPlan(
      13,
      {
        go: [
          forward(body, { flush: 2, flushBody: [run(2), run(3)] }),
          { op: 'reverse', recompute: [run(2), run(3)], body: [run(2), run(3)] },
        ],
      },
      'dense',
      [trace(0, 5, lag), trace(1, 6, Math.min(lag, 2))],
    );

  it('follow the lists in sweeps of either direction, in pieces of any length', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.integer({ min: 2, max: STEPS - 1 }), (lag, cut) => {
        const wanted = machine(plan(lag), true);
        const up = ascending(1, STEPS);
        interpretSweep(wanted, body, up);
        interpretSweep(wanted, [run(2), run(3)], [STEPS + 1, STEPS + 2]);
        interpretSweep(wanted, [run(2), run(3)], up);
        interpretSweep(wanted, [run(2), run(3)], up.toReversed());
        for (const simd of both) {
          const got = machine(plan(lag), simd);
          got.call('go.0.forward', 1, cut);
          got.call('go.0.forward', cut, STEPS + 1);
          got.call('go.0.flush', STEPS + 1, STEPS + 3);
          got.call('go.1.recompute', 1, cut);
          got.call('go.1.recompute', cut, STEPS + 1);
          got.call('go.1.reverse', cut, STEPS + 1);
          got.call('go.1.reverse', 1, cut);
          for (const id of [5, 6]) expectSame(got.values(id), wanted.values(id), `trace ${id}`);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('state that decays', () => {
  it('becomes zero instead of subnormal', () => {
    const steps = 2000;
    const decay: Kernel = {
      shape: 'neurons',
      name: 'decay',
      population: 0,
      nodes: [read(0, 'neuron'), constant(0.9), { op: 'mul', args: [0, 1] }],
      writes: [{ array: 0, node: 2, add: false }],
    };
    const plan = testPlan({
      populations: [population(0, 5)],
      arrays: [array(0, { population: 0 })],
      kernels: [decay],
      entries: { go: [forward([run(0)])] },
    });
    for (const simd of both) {
      const got = new Machine({ plan, simd, steps });
      got.values(0).set([1, -1, 1e10, NaN, 0]);
      got.call('go.0.forward', 1, 33);
      expect(got.values(0)[0]).toBeCloseTo(0.9 ** 32, 6);
      got.call('go.0.forward', 33, steps + 1);
      expect([...got.values(0)].map((x) => x + 0)).toEqual([0, 0, 0, NaN, 0]);
    }
  });
});

describe('a recomputed segment', () => {
  const replay = [DELIVER, run(1, true)];
  const entries = (keep: readonly number[]): Plan['entries'] => ({
    go: [forward([DELIVER, UPDATE], { keep }), { op: 'reverse', recompute: replay, body: [] }],
  });

  it('is what the forward sweep would have kept, from the recorded spikes alone', () => {
    for (const simd of both) {
      const [got, wanted] = [machine(spikingPlan(37, entries([])), simd), machine(spikingPlan(37, entries([2])), simd)];
      for (const m of [got, wanted]) m.call('go.0.forward', 1, 10);
      const state = got.values(0).slice();
      const later = got.values(1).slice();
      for (const m of [got, wanted]) m.call('go.0.forward', 10, STEPS + 1);
      expect(Math.max(...got.values(2, 12))).toBe(0);
      got.values(0).set(state);
      got.values(1).set(later);
      const spikes = ascending(1, STEPS).map((t) => got.spikes(1, t));
      got.call('go.1.recompute', 10, STEPS + 1);
      for (const t of ascending(10, STEPS)) expectSame(got.values(2, t), wanted.values(2, t), `record of step ${t}`);
      expect(ascending(1, STEPS).map((t) => got.spikes(1, t))).toEqual(spikes);
    }
  });
});

describe('a module', () => {
  it('takes a memory that threads share', () => {
    const plan = spikingPlan(8, { go: [forward([DELIVER, UPDATE])] });
    const got = machine(plan, true, { shared: true });
    expect(got.call('go.0.forward', 1, STEPS + 1)).toBe(STEPS + 1);
  });

  it('without vector instructions has none', () => {
    const plan = spikingPlan(8, { go: [forward([DELIVER, UPDATE])] });
    expect(() => machine(plan, false)).not.toThrow();
  });
});
