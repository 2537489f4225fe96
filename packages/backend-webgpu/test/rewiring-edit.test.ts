import { GrowableRows, plainArena, PLAN_VERSION, removalsWhere, type Plan, type StoreSnapshot } from '@growcone/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Gpu } from '../src/gpu/gpu.ts';
import { ProgramMemory } from '../src/runtime/memory.ts';
import { editItems, editShaders, editStore } from '../src/runtime/rewiring/edit.ts';
import { RewiringDispatcher } from '../src/runtime/rewiring/rewiring-dispatcher.ts';
import { REPORT_WORDS } from '../src/wgsl/rewiring/report.ts';
import { withGpu } from './on-gpu.ts';
import { skipped } from './software-adapter.ts';

const [STORE, BIRTHS] = [0, 1];
const [W, AGE, BORN_W] = [0, 1, 2];
const variables = [
  { name: 'w', array: W, birth: 0.5 },
  { name: 'age', array: AGE, birth: -1 },
];

/** A store that grows, and a store of its births with a value each. */
function plan(preSize: number, postSize: number, columns: boolean): Plan {
  const population = { spikes: 'never', history: 0 } as const;
  const array = (id: number, name: string, store: number): Plan['arrays'][number] => {
    const over = { per: 'synapse', store } as const;
    return { id, name, over, lifetime: 'shared', steps: 1, initial: 0, accumulates: false };
  };
  const store = { pre: 0, post: 1, format: 'growable-rows', delay: 1, autapses: true } as const;
  return {
    version: PLAN_VERSION,
    dt: 1,
    key: [1, 2],
    populations: [
      { ...population, id: 0, name: 'pre', size: preSize },
      { ...population, id: 1, name: 'post', size: postSize },
    ],
    arrays: [array(W, 'w', STORE), array(AGE, 'age', STORE), array(BORN_W, 'w of births', BIRTHS)],
    stores: [
      { ...store, id: STORE, name: 'store', variables, columns },
      { ...store, id: BIRTHS, name: 'births', variables: [], columns: false },
    ],
    kernels: [],
    rewirings: [],
    observed: { arrays: [], spikes: [] },
    entries: {},
  };
}

/** What a test does to the store: pairs that go, by residue, and pairs that are to come where there are none. */
const edits = fc.record({
  keep: fc.integer({ min: -1, max: 7 }),
  come: fc.array(fc.nat(1023), { maxLength: 40 }),
});
const sequences = fc.record({
  preSize: fc.integer({ min: 1, max: 9 }),
  postSize: fc.integer({ min: 1, max: 9 }),
  columns: fc.boolean(),
  edits: fc.array(edits, { minLength: 1, maxLength: 4 }),
});
type Sequence = typeof sequences extends fc.Arbitrary<infer T> ? T : never;

const noSynapses = (): StoreSnapshot => {
  const none = new Uint32Array();
  return { pre: none, post: none, variables: { w: new Float32Array(), age: new Float32Array() } };
};

/** Applies edits to core's growable rows and to a store on the GPU, and compares them after each. */
async function compare(gpu: Gpu, { preSize, postSize, columns, edits: list }: Sequence): Promise<void> {
  const given = plan(preSize, postSize, columns);
  const memory = await ProgramMemory.create(gpu, given);
  const dispatcher = await RewiringDispatcher.create(gpu, memory, new Set(editShaders));
  try {
    const rows = new GrowableRows({ preSize, postSize, variables, columns, arena: plainArena('f32') });
    rows.load(noSynapses());
    await memory.replaceStore(STORE, noSynapses());
    await memory.reserve(STORE, preSize * postSize);
    await memory.reserve(BIRTHS, preSize * postSize);
    await dispatcher.scratch.arrange(
      new Map(Object.entries({ report: REPORT_WORDS, ...editItems(dispatcher, { store: STORE, births: BIRTHS }) })),
    );
    for (const [number, { keep, come }] of list.entries()) {
      const goes = (pre: number, post: number): boolean => (pre * 7 + post * 3 + number) % 7 > keep;
      const before = rows.snapshot();
      const stays = new Set(
        Array.from(before.pre, (pre, i) => pre * postSize + before.post[i]!).filter(
          (pair) => !goes(Math.floor(pair / postSize), pair % postSize),
        ),
      );
      const pairs = [...new Set(come.map((k) => k % (preSize * postSize)))].filter((pair) => !stays.has(pair));
      const births = {
        pre: Uint32Array.from(pairs, (pair) => Math.floor(pair / postSize)),
        post: Uint32Array.from(pairs, (pair) => pair % postSize),
      };
      const w = Float32Array.from(pairs, (pair) => 1000 * number + pair);
      const flags = Uint32Array.from(before.pre, (pre, i) => (goes(pre, before.post[i]!) ? 1 : 0));
      dispatcher.scratch.write('goes', flags);
      const { topology, fixed } = memory.buffers;
      const rowStarts = new Uint32Array(preSize + 1);
      rowStarts[preSize] = pairs.length;
      topology.write(`rowStarts${BIRTHS}`, rowStarts);
      topology.write(`pre${BIRTHS}`, births.pre);
      topology.write(`post${BIRTHS}`, births.post);
      fixed.write(`array${BORN_W}`, w);
      const report = dispatcher.scratch.start('report')!;
      editStore(dispatcher, given, { store: STORE, births: BIRTHS, values: { w: BORN_W }, report });
      rows.edit({ remove: removalsWhere(rows, (pre, _, post) => goes(pre, post)), births, values: { w } });
      const after = await memory.snapshot(STORE);
      expect(after).toEqual(rows.snapshot());
      const { order, columns: starts } = memory.stores[STORE]!.topology();
      for (const [name, expected] of Object.entries({ order: order!, columns: starts! })) {
        const numbers = await topology.read(`${name}${STORE}`, 0, expected.length);
        expect(new Uint32Array(numbers.buffer)).toEqual(expected);
      }
    }
  } finally {
    dispatcher.destroy();
    memory.destroy();
  }
}

describe.skipIf(skipped)('edits of rows on a GPU', { timeout: 120_000 }, () => {
  it('give the rows, columns, offsets and values of growable rows', () =>
    withGpu((gpu) =>
      fc.assert(
        fc.asyncProperty(sequences, (sequence) => compare(gpu, sequence)),
        { numRuns: 40 },
      ),
    ));

  it('leave a store alone whose rewiring failed', () =>
    withGpu(async (gpu) => {
      const given = plan(2, 2, false);
      const memory = await ProgramMemory.create(gpu, given);
      const dispatcher = await RewiringDispatcher.create(gpu, memory, new Set(editShaders));
      const snapshot = {
        pre: Uint32Array.of(0, 1, 1),
        post: Uint32Array.of(1, 1, 0),
        variables: { w: Float32Array.of(1, 2, 3), age: Float32Array.of(4, 5, 6) },
      };
      await memory.replaceStore(STORE, snapshot);
      await memory.reserve(BIRTHS, 1);
      const items = editItems(dispatcher, { store: STORE, births: BIRTHS });
      await dispatcher.scratch.arrange(new Map(Object.entries({ report: REPORT_WORDS, ...items })));
      dispatcher.scratch.write('goes', Uint32Array.of(1, 1, 0));
      dispatcher.scratch.write('report', Uint32Array.of(1));
      memory.buffers.topology.write(`rowStarts${BIRTHS}`, Uint32Array.of(0, 0, 1));
      const report = dispatcher.scratch.start('report')!;
      editStore(dispatcher, given, { store: STORE, births: BIRTHS, values: {}, report });
      expect(await memory.snapshot(STORE)).toEqual(snapshot);
      dispatcher.destroy();
      memory.destroy();
    }));
});
