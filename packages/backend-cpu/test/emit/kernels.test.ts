import type { Kernel, Node, Plan, StoreSpec, Write } from '@growcone/core';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { addGatherTables } from '../../src/emit/gather-table.ts';
import type { Connectivity, Machine } from './machine.ts';
import { array, constant, population, read, run, store, testPlan } from './plans.ts';
import { programs, someValue, type Program } from './programs.ts';
import { expectSameEverywhere } from './same-bits.ts';

// Hundreds of modules are compiled.
vi.setConfig({ testTimeout: 120_000 });

const STEP = 3;

/** Fills arrays with values that differ by array and element. */
const fillAll = (seed: number) => (machine: Machine) => {
  for (const { id, steps } of machine.plan.arrays) {
    for (let step = 0; step <= (steps === 1 ? 0 : STEP); step++) {
      machine.fill(id, (i) => someValue(seed + 31 * id + 7 * step, i), step);
    }
  }
};

const pick = ({ numbers }: Program, n: number): number => numbers[n % numbers.length]!;

describe('neurons', () => {
  const leaves: Node[] = [
    read(0, 'neuron'),
    read(1, 'neuron'),
    read(2, 'neuron', 1),
    read(3, 'neuron', 2),
    read(4, 'network'),
    constant(0.3),
    constant(-1.5),
    { op: 'index', at: 'neuron' },
    { op: 'step' },
    { op: 'steps' },
  ];
  it('gives the same bits as vectors, as numbers and in JavaScript', () => {
    fc.assert(
      fc.property(
        programs(leaves),
        fc.integer({ min: 1, max: 70 }),
        fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
        fc.nat(999),
        (program, size, nodes, seed) => {
          const writes: Write[] = [
            { array: 0, node: pick(program, nodes[0]!), add: false },
            { array: 1, node: pick(program, nodes[1]!), add: true },
            { array: 2, node: pick(program, nodes[2]!), add: false },
          ];
          const plan = testPlan({
            populations: [population(0, size)],
            arrays: [
              array(0, { population: 0 }),
              array(1, { population: 0 }),
              array(2, { population: 0 }, { steps: 'all' }),
              array(3, { population: 0 }, { steps: 3 }),
              array(4, 'network'),
            ],
            kernels: [{ shape: 'neurons', name: 'k', population: 0, nodes: program.nodes, writes }],
            entries: { all: [{ op: 'forward', body: [run(0)], keep: [2], keepSpikes: [], flush: 0, flushBody: [] }] },
          });
          expectSameEverywhere({ plan, steps: 5 }, fillAll(seed), {
            step: STEP,
            call: (machine) => machine.call('all.0.forward', STEP, STEP + 1),
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reduces sums, largest values and their places', () => {
    fc.assert(
      fc.property(
        programs(leaves.slice(0, 2), 6),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(999),
        fc.boolean(),
        (program, size, seed, add) => {
          const operations = ['sum', 'max', 'argmax'] as const;
          const plan = testPlan({
            populations: [population(0, size)],
            arrays: [
              array(0, { population: 0 }),
              array(1, { population: 0 }),
              ...operations.map((_, i) => array(2 + i, 'network')),
            ],
            kernels: operations.map((operation, i): Kernel => ({
              shape: 'reduce',
              name: operation,
              population: 0,
              operation,
              nodes: program.nodes,
              node: program.numbers.at(-1)!,
              into: 2 + i,
              add,
            })),
          });
          expectSameEverywhere({ plan }, fillAll(seed), { step: 0, call: (machine) => machine.call('all.0.run') });
        },
      ),
    );
  });

  it('evaluates once for the network', () => {
    fc.assert(
      fc.property(
        programs([read(0, 'network'), read(1, 'network'), constant(2), { op: 'examples' }]),
        fc.nat(999),
        (program, seed) => {
          const writes = [0, 1].map((a): Write => ({ array: a, node: program.numbers.at(-1 - a)!, add: a === 1 }));
          const plan = testPlan({
            populations: [],
            arrays: [array(0, 'network'), array(1, 'network')],
            kernels: [{ shape: 'network', name: 'k', nodes: program.nodes, writes }],
          });
          expectSameEverywhere({ plan }, fillAll(seed), { step: 0, call: (machine) => machine.call('all.0.run') });
        },
      ),
    );
  });
});

interface Case {
  readonly format: StoreSpec['format'];
  readonly pre: number;
  readonly post: number;
  readonly connectivity: Connectivity;
  readonly spikes: readonly number[];
}

/** Random stores: dense, rows with 8-, 16- and 32-bit numbers, with and without slack. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    format: fc.constantFrom<StoreSpec['format']>('dense', 'rows', 'growable-rows'),
    pre: fc.integer({ min: 1, max: 12 }),
    post: fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 1, max: 80 }) },
      { weight: 4, arbitrary: fc.constantFrom(256, 257, 300) },
      { weight: 1, arbitrary: fc.constant(70_000) },
    ),
    slack: fc.nat(5),
    seed: fc.nat(),
  })
  .map(({ format, pre, post, slack, seed }) => {
    const sparse = format !== 'dense';
    const size = sparse ? post : Math.min(post, 300);
    const rows = Array.from({ length: pre }, (_, i) => {
      const length = (Math.imul(seed, i + 1) >>> 3) % 23;
      return Array.from({ length }, (_, n) => (Math.imul(seed ^ (n * 77777), 2 * i + 1) >>> 2) % size);
    });
    const spikes = rows.map((_, i) => i).filter((i) => ((seed >>> (i % 13)) & 1) === 1);
    return { format, pre, post: size, connectivity: { rows, slack }, spikes };
  });

/** Arrays 0, 1 over pre; 2, 3 over post; 4, 5 over the store; 6 network; 7 over post and 8 over pre, read by nobody. */
function storePlan(c: Case, kernel: Kernel): ReturnType<typeof testPlan> {
  const overs = [0, 0, 1, 1].map((p) => ({ population: p }));
  return testPlan({
    populations: [population(0, c.pre, 'input', 2), population(1, c.post)],
    arrays: [
      ...overs.map((over, i) => array(i, over)),
      array(4, { store: 0 }),
      array(5, { store: 0 }),
      array(6, 'network'),
      array(7, { population: 1 }),
      array(8, { population: 0 }),
    ],
    stores: [store(0, 0, 1, c.format)],
    kernels: [kernel],
    entries: { all: [{ op: 'forward', body: [run(0)], keep: [], keepSpikes: [], flush: 0, flushBody: [] }] },
  });
}

const leaves: readonly Node[] = [
  read(4, 'synapse'),
  read(5, 'synapse'),
  read(2, 'post'),
  read(0, 'pre'),
  read(3, 'post'),
  read(1, 'pre'),
  read(6, 'network'),
  constant(0.7),
  { op: 'index', at: 'pre' },
  { op: 'index', at: 'post' },
  { op: 'spiked', population: 0, at: 'pre', lag: 1 },
];

function check(c: Case, kernel: Kernel, seed: number, extend: (plan: Plan) => Plan = (plan) => plan): void {
  expectSameEverywhere(
    { plan: extend(storePlan(c, kernel)), steps: 5, connectivity: { 0: c.connectivity } },
    (machine) => {
      fillAll(seed)(machine);
      machine.setSpikes(0, [[], c.spikes, [], [], []]);
    },
    { step: STEP, call: (machine) => machine.call('all.0.forward', STEP, STEP + 1) },
  );
}

describe('synapses', () => {
  it('are each updated once, whatever the format', () => {
    fc.assert(
      fc.property(cases, programs(leaves), fc.nat(999), fc.nat(), fc.nat(), (c, program, seed, a, b) => {
        const writes = [
          { array: 4, node: pick(program, a), add: false },
          { array: 5, node: pick(program, b), add: true },
        ];
        check(c, { shape: 'synapses', name: 'k', store: 0, nodes: program.nodes, writes }, seed);
      }),
      { numRuns: 200 },
    );
  });

  it('of arriving spikes write to neurons and to themselves', () => {
    const targets = fc.uniqueArray(fc.constantFrom(2, 4, 5, 7), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        cases,
        programs(leaves, 12),
        fc.nat(999),
        targets,
        fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
        fc.nat(7),
        (c, program, seed, arrays, nodes, adds) => {
          const writes = arrays.map((target, i): Write => ({
            array: target,
            node: pick(program, nodes[i]!),
            add: ((adds >> i) & 1) === 1,
          }));
          check(c, { shape: 'spikes', name: 'k', store: 0, delay: 1, nodes: program.nodes, writes }, seed);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('onto neurons that fire are each updated once', () => {
    fc.assert(
      fc.property(cases, programs(leaves, 12), fc.nat(999), fc.nat(), fc.nat(), (c, program, seed, a, b) => {
        const writes = [
          { array: 4, node: pick(program, a), add: false },
          { array: 5, node: pick(program, b), add: true },
        ];
        const kernel = { shape: 'post-spikes', name: 'k', store: 0, nodes: program.nodes, writes } as const;
        const fired = Array.from({ length: c.post }, (_, i) => i).filter((i) => (Math.imul(seed + 7, i + 3) & 3) === 1);
        const plan = storePlan(c, kernel);
        const populations = [plan.populations[0]!, population(1, c.post, 'input')];
        expectSameEverywhere(
          { plan: { ...plan, populations }, steps: 5, connectivity: { 0: c.connectivity } },
          (machine) => {
            fillAll(seed)(machine);
            machine.setSpikes(0, [[], c.spikes, [], [], []]);
            machine.setSpikes(1, [[], [], fired, [], []]);
          },
          { step: STEP, call: (machine) => machine.call('all.0.forward', STEP, STEP + 1) },
        );
      }),
      { numRuns: 200 },
    );
  });

  it('of arriving spikes add a weight or a signal', () => {
    fc.assert(
      fc.property(cases, fc.nat(999), (c, seed) => {
        for (const [target, leaf] of [
          [7, read(4, 'synapse')],
          [4, read(2, 'post')],
        ] as const) {
          const writes = [{ array: target, node: 0, add: true }];
          check(c, { shape: 'spikes', name: 'k', store: 0, delay: 1, nodes: [leaf], writes }, seed);
        }
      }),
    );
  });

  it('are summed per presynaptic neuron, where it is asked for', () => {
    const perPre: readonly Node[] = [read(0, 'pre'), constant(0), { op: 'gt', args: [0, 1] }];
    fc.assert(
      fc.property(
        cases,
        programs(leaves, 10),
        fc.nat(999),
        fc.boolean(),
        fc.boolean(),
        fc.nat(),
        (c, program, seed, asked, add, b) => {
          const nodes = [
            ...perPre,
            ...program.nodes.map((n) => ('args' in n ? { ...n, args: n.args.map((i) => i + 3) } : n)),
          ];
          const writes = [
            { array: 1, node: program.numbers.at(-1)! + 3, add },
            { array: 8, node: pick(program, b) + 3, add: !add },
          ];
          check(c, { shape: 'rows', name: 'k', store: 0, nodes, writes, ...(asked ? { where: 2 } : {}) }, seed);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('random draws', () => {
  const times = fc.constantFrom('step' as const, 'update' as const, 'never' as const);
  it('of neurons are those of the generator', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.nat(100),
        fc.nat(120),
        times,
        fc.nat(0xffff_ffff),
        (size, stream, draw, time, example) => {
          const leaf = { stream, draw, by: 'neuron', time } as const;
          const plan = testPlan({
            populations: [population(0, size)],
            arrays: [array(0, { population: 0 }), array(1, { population: 0 })],
            kernels: [
              {
                shape: 'neurons',
                name: 'k',
                population: 0,
                nodes: [
                  { op: 'uniform', ...leaf },
                  { op: 'normal', ...leaf },
                ],
                writes: [
                  { array: 0, node: 0, add: false },
                  { array: 1, node: 1, add: false },
                ],
              },
            ],
            entries: { all: [{ op: 'forward', body: [run(0)], keep: [], keepSpikes: [], flush: 0, flushBody: [] }] },
          });
          expectSameEverywhere({ plan, steps: 5, example, update: 77 }, () => {}, {
            step: STEP,
            call: (m) => m.call('all.0.forward', STEP, STEP + 1),
          });
        },
      ),
    );
  });

  it('of pairs do not depend on the slot', () => {
    fc.assert(
      fc.property(cases, fc.nat(100), fc.nat(500), times, (c, stream, draw, time) => {
        const leaf = { stream, draw, by: 'pair', time } as const;
        const nodes: Node[] = [
          { op: 'uniform', ...leaf },
          { op: 'normal', ...leaf },
        ];
        check(
          c,
          {
            shape: 'synapses',
            name: 'k',
            store: 0,
            nodes,
            writes: [
              { array: 4, node: 0, add: false },
              { array: 5, node: 1, add: false },
            ],
          },
          1,
        );
      }),
    );
  });
});

describe('a table of what synapses need of postsynaptic neurons', () => {
  it('changes no bit', () => {
    fc.assert(
      fc.property(
        cases,
        programs([read(2, 'post'), read(3, 'post'), read(4, 'synapse')], 16),
        fc.nat(999),
        fc.nat(),
        (c, program, seed, a) => {
          const writes = [
            { array: 4, node: program.numbers.at(-1)!, add: false },
            { array: 5, node: pick(program, a), add: true },
          ];
          check(c, { shape: 'synapses', name: 'k', store: 0, nodes: program.nodes, writes }, seed, addGatherTables);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is made over sparse rows for two to four values, or for one that takes work', () => {
    const kernel = (nodes: readonly Node[]): Kernel => {
      const writes = nodes.map((_, node) => ({ array: 4, node, add: true }));
      return { shape: 'synapses', name: 'k', store: 0, nodes, writes };
    };
    const arraysAdded = (format: StoreSpec['format'], nodes: readonly Node[]): number => {
      const c = { format, pre: 3, post: 9, connectivity: { rows: [] }, spikes: [] };
      const plan = storePlan(c, kernel(nodes));
      return addGatherTables(plan).arrays.length - plan.arrays.length;
    };
    const posts = [read(2, 'post'), read(3, 'post')];
    expect(arraysAdded('rows', posts)).toBe(1);
    expect(arraysAdded('dense', posts)).toBe(0);
    expect(arraysAdded('rows', posts.slice(1))).toBe(0);
    const work: readonly Node[] = [read(2, 'post'), constant(2), { op: 'mul', args: [0, 1] }];
    const used = {
      shape: 'synapses',
      name: 'k',
      store: 0,
      nodes: work,
      writes: [{ array: 4, node: 2, add: true }],
    } as const;
    const c = { format: 'rows', pre: 3, post: 9, connectivity: { rows: [] }, spikes: [] } as const;
    expect(addGatherTables(storePlan(c, used)).arrays.length).toBe(storePlan(c, used).arrays.length + 1);
    expect(arraysAdded('rows', [read(4, 'synapse'), read(0, 'pre')])).toBe(0);
  });
});
