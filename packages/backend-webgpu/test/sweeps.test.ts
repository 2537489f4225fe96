import { cpu } from '@growcone/backend-cpu';
import { GrowconeError, type Device, type Program, type StoreSnapshot, type TrialInput } from '@growcone/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webgpu } from '../src/index.ts';
import { skipped } from './software-adapter.ts';
import { planOf, post, pre, PROBES, recorded, STORE, type Case } from './sweep-plan.ts';

/** A store with some of all pairs, rows out of order. */
function storeOf(
  { preSize, postSize, loop }: Case,
  pairs: readonly number[],
  values: readonly number[],
): StoreSnapshot {
  const columns = loop ? preSize : postSize;
  const rows = Array.from({ length: preSize }, (_, row) => {
    const posts = pairs.map((pair) => pair % (preSize * columns)).filter((pair) => Math.floor(pair / columns) === row);
    return [...new Set(posts.map((pair) => pair % columns))];
  });
  const ends = rows.flatMap((posts, row) => posts.map((column) => [row, column] as const));
  const value = (i: number): number => values[i % values.length] ?? 0;
  return {
    pre: Uint32Array.from(ends, ([row]) => row),
    post: Uint32Array.from(ends, ([, column]) => column),
    variables: {
      w: Float32Array.from(ends, (_, i) => value(3 * i)),
      age: Float32Array.from(ends, (_, i) => (Math.abs(value(i)) > 1 ? 1 : 0)),
    },
  };
}

const inputOf = (update: number): TrialInput => ({
  size: 1,
  steps: 1,
  firstExample: 0,
  update,
  spikes: {},
  values: {},
});

/** What a rewiring does: how many went and what is there, or its error. */
async function outcome(program: Program, entry: string, update: number, store: number): Promise<unknown> {
  try {
    const { rewired } = await program.run(entry, inputOf(update));
    return { rewired, synapses: await program.readStore(store) };
  } catch (error) {
    if (!(error instanceof GrowconeError)) throw error;
    const { pre: from, post: to, asked, available } = error.fields;
    return { code: error.code, ends: [from, to, asked, available], synapses: await program.readStore(STORE) };
  }
}

/** Rewires on the CPU and on a GPU, from the same synapses each time; returns what the CPU did. */
async function compare(devices: readonly Device[], given: Case, stores: readonly StoreSnapshot[]): Promise<unknown[]> {
  const plan = planOf(given);
  const programs = await Promise.all(devices.map((device) => device.load(plan)));
  const done: unknown[] = [];
  try {
    const both = async (entry: string, update: number, store: number): Promise<void> => {
      const [expected, got] = await Promise.all(programs.map((program) => outcome(program, entry, update, store)));
      expect(got).toEqual(expected);
      done.push(expected);
    };
    for (const [update, snapshot] of stores.entries()) {
      for (const program of programs) await program.writeStore(STORE, snapshot);
      if (given.probes !== undefined) await both('probe.0', update, PROBES);
      await both('rewire.0', update, STORE);
      // Again, on what the last edit left.
      if (given.probes === undefined) await both('rewire.0', update + 100, STORE);
    }
    return done;
  } finally {
    for (const program of programs) await program[Symbol.asyncDispose]();
  }
}

const sizes = fc.integer({ min: 1, max: 11 });
const weights = fc.constantFrom(-1.5, -1, -0.5, -0, 0, 0.5, 1, 2);
const cases = fc.record({
  preSize: sizes,
  postSize: sizes,
  loop: fc.boolean(),
  count: fc.oneof(fc.constant('replace' as const), fc.record({ total: fc.integer({ min: 0, max: 60 }) })),
  share: fc.option(fc.constantFrom(0, 0.1, 0.5, 1), { nil: undefined }),
  probes: fc.option(fc.integer({ min: 0, max: 130 }), { nil: undefined }),
});
const contents = fc.record({
  pairs: fc.array(fc.nat(1e6), { maxLength: 150 }),
  values: fc.array(weights, { minLength: 1, maxLength: 30 }),
});

describe.skipIf(skipped)('a rewiring that looks at every synapse, on a GPU', { timeout: 300_000 }, () => {
  let devices: readonly Device[] = [];
  beforeAll(async () => {
    devices = [await cpu({ threads: 1 }).open(), await webgpu().open()];
  });
  afterAll(async () => {
    for (const device of devices) await device[Symbol.asyncDispose]();
  });

  it('chooses, draws and edits as on the CPU, bit for bit, at any fill', () =>
    fc.assert(
      fc.asyncProperty(cases, fc.array(contents, { minLength: 1, maxLength: 3 }), async (given, list) => {
        await compare(
          devices,
          given,
          list.map(({ pairs, values }) => storeOf(given, pairs, values)),
        );
      }),
      { numRuns: 60 },
    ));

  const loop: Case = { preSize: 40, postSize: 40, loop: true, count: 'replace', share: undefined, probes: undefined };
  /** So many pairs, spread over all. */
  const some = (pairs: number): readonly number[] => Array.from({ length: pairs }, (_, i) => (i * 611) % 1600);
  const mixed = [0.5, -2, 0, 1.5, -0, -1, 2, -0.5, 0.5, 3, -1.5];
  const going = [0.5];
  const staying = [2];
  const many: readonly [string, Case, readonly number[], readonly number[]][] = [
    ['none goes', loop, some(200), staying],
    ['all go', loop, some(200), going],
    ['an empty store fills up', { ...loop, count: { total: 700 } }, [], going],
    ['half of all pairs get taken', { ...loop, count: { total: 760 } }, some(420), staying],
    ['nearly all pairs get taken', { ...loop, count: { total: 1550 } }, some(900), mixed],
    ['all pairs are taken', { ...loop, loop: false, count: { total: 1600 } }, some(1600), mixed],
    ['full rows, of which all go', { ...loop, loop: false }, some(1600), going],
    ['many have the same rank', { ...loop, share: 0.3 }, some(500), [1, -1, 0]],
    ['fewer may go than should', { ...loop, share: 0.9 }, some(500), mixed],
    ['hundreds of probes', { ...loop, share: 0.8, probes: 500 }, some(500), [0, 1, 0.5, -0.5]],
    ['all absent pairs are probes', { ...loop, share: 1, probes: 1600 }, some(900), mixed],
  ];
  it.each(many)('%s', async (_, given, pairs, values) => {
    const done = await compare(devices, given, [storeOf(given, pairs, values)]);
    expect(done.every((result) => (result as { rewired?: unknown }).rewired)).toBe(true);
  });

  const divided = recorded(pre, post, { op: 'sub', args: [0, 1] }, { op: 'div', args: [0, 2] });
  const faults: readonly [string, string, Case, readonly number[]][] = [
    ['a rank that is no number', 'NOT_FINITE', { ...loop, share: 0.2 }, [1, -1, Number.NaN, 0]],
    ['the rank of a probe', 'NOT_FINITE', { ...loop, probes: 1600, highest: divided, loop: false }, mixed],
    [
      'the weight of a new synapse',
      'NOT_FINITE',
      { ...loop, count: { total: 1600 }, born: divided, loop: false },
      mixed,
    ],
    ['more births than there are pairs', 'TOO_FEW_ABSENT_PAIRS', { ...loop, count: { total: 1601 } }, mixed],
  ];
  it.each(faults)('names what is wrong, and changes nothing: %s', async (_, code, given, values) => {
    const done = await compare(devices, given, [storeOf(given, some(300), values)]);
    expect(done.at(-1)).toMatchObject({ code });
  });

  it('keeps synapses whose rank is infinite', async () => {
    const given = { ...loop, share: 1 };
    const [first] = await compare(devices, given, [storeOf(given, some(300), [1, Infinity, 0.5, -Infinity])]);
    expect((first as { rewired: number[] }).rewired[0]).toBeGreaterThan(0);
    expect((first as { rewired: number[] }).rewired[0]).toBeLessThan(300);
  });
});
