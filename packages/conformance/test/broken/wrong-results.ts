import type { ArraySpec, Op, Plan, Program, StoreSnapshot, TrialInput, TrialResult } from '@growcone/core';
import { reduceAnew } from './reduce-anew.ts';
import type { BrokenBackend } from './broken-backend.ts';
import { eachKernel, eachNode, eachOp, type Mistakes } from './wrap-backend.ts';

const eachArray =
  (change: (array: ArraySpec) => ArraySpec) =>
  (plan: Plan): Plan => ({ ...plan, arrays: plan.arrays.map(change) });

/** Runs every example as a batch of its own, so that all gradients go to the first shard. */
function oneShard(program: Program, plan: Plan): Partial<Program> {
  return {
    async run(entry, input) {
      if (input.size === 1 || !plan.entries[entry]?.some((op) => op.op === 'examples'))
        return program.run(entry, input);
      const results: TrialResult[] = [];
      for (let e = 0; e < input.size; e++) results.push(await program.run(entry, exampleOf(input, e)));
      const outputs = Object.keys(results[0]?.outputs ?? {}).map((id) => {
        const all = results.flatMap((r) => Array.from(r.outputs[Number(id)] ?? []));
        return [id, Float64Array.from(all)] as const;
      });
      return { ...(results[0] as TrialResult), outputs: Object.fromEntries(outputs) };
    },
  };
}

function exampleOf(input: TrialInput, e: number): TrialInput {
  const spikes = Object.entries(input.spikes).map(([id, b]) => {
    const first = e * (b.steps + 1);
    return [id, { ...b, size: 1, offsets: b.offsets.slice(first, first + b.steps + 1) }] as const;
  });
  const values = Object.entries(input.values).map(([id, v]) => {
    const length = v.length / input.size;
    return [id, v.slice(e * length, (e + 1) * length)] as const;
  });
  return {
    ...input,
    size: 1,
    firstExample: input.firstExample + e,
    spikes: Object.fromEntries(spikes),
    values: Object.fromEntries(values),
  };
}

/** Moves the values of a variable to the next synapse, as a store does that forgets one when it moves the others. */
const shifted = (snapshot: StoreSnapshot, name: string): StoreSnapshot => {
  const values = snapshot.variables[name];
  if (!values || values.length < 2) return snapshot;
  const moved = Float64Array.from(values, (_, i) => values[(i + 1) % values.length] as number);
  return { ...snapshot, variables: { ...snapshot.variables, [name]: moved } };
};

const drop = (name: Op['op']): Mistakes => ({ plan: eachOp((op) => (op.op === name ? [] : [op])) });

/** Backends that misread a plan or compute something else. */
export const wrongResults: readonly BrokenBackend[] = [
  {
    mistake: 'delivers spikes a step late',
    caughtBy: 'delay 3',
    says: 'summed weights, neuron',
    mistakes: { plan: eachKernel((k) => (k.shape === 'spikes' ? { ...k, delay: k.delay + 1 } : k)) },
  },
  {
    mistake: 'takes the last of equal largest values',
    caughtBy: 'reduce: 33',
    says: 'place of the largest',
    mistakes: { result: reduceAnew('argmax', (x) => x.lastIndexOf(Math.max(...x))) },
  },
  {
    mistake: 'adds all examples to one gradient shard',
    caughtBy: 'reverse: order of the sum',
    says: 'shard e mod S',
    mistakes: { program: oneShard },
  },
  {
    mistake: 'reads zero before the first step',
    caughtBy: 'rings',
    says: 'initial value',
    mistakes: { plan: eachArray((a) => (typeof a.steps === 'number' && a.steps > 1 ? { ...a, initial: 0 } : a)) },
  },
  {
    mistake: 'reads rings one step too far back',
    caughtBy: 'rings',
    says: 'k steps ago',
    mistakes: {
      plan: eachNode((n) => (n.op === 'read' && n.lag > 0 && n.lag < 4 ? { ...n, lag: n.lag + 1 } : n)),
    },
  },
  {
    mistake: 'does not zero what accumulates',
    caughtBy: 'rows: delivers',
    says: 'once',
    mistakes: { plan: eachArray((a) => ({ ...a, accumulates: false })) },
  },
  {
    mistake: 'draws the same in every step',
    caughtBy: 'random: draws of neurons',
    says: 'by step',
    mistakes: { plan: eachNode((n) => (n.op === 'uniform' || n.op === 'normal' ? { ...n, time: 'never' } : n)) },
  },
  {
    mistake: 'draws by the place in the batch, not by the example in the run',
    caughtBy: 'random: draws of neurons',
    says: 'uniform',
    mistakes: { input: (input) => ({ ...input, firstExample: 0 }) },
  },
  {
    mistake: 'gives two draws the same number',
    caughtBy: 'random: draws of pairs',
    says: 'second',
    mistakes: { plan: eachNode((n) => (n.op === 'uniform' ? { ...n, draw: 0 } : n)) },
  },
  {
    mistake: 'draws the same candidates in every rewiring',
    caughtBy: 'rewiring: replaces negative',
    says: 'round 1',
    mistakes: { input: (input) => ({ ...input, update: 0 }) },
  },
  {
    mistake: 'leaves a variable behind when a synapse moves',
    caughtBy: 'rewiring: replaces negative',
    says: 'tag after round 0',
    mistakes: { program: (p) => ({ readStore: async (store) => shifted(await p.readStore(store), 'tag') }) },
  },
  {
    mistake: 'starts new synapses at zero instead of their birth value',
    caughtBy: 'rewiring: replaces negative',
    says: 'tag after round 0',
    mistakes: {
      plan: (plan) => ({
        ...plan,
        stores: plan.stores.map((s) => ({ ...s, variables: s.variables.map((v) => ({ ...v, birth: 0 })) })),
      }),
    },
  },
  {
    mistake: 'grows autapses where there must be none',
    caughtBy: 'rewiring: without autapses',
    says: 'after round',
    mistakes: { plan: (plan) => ({ ...plan, stores: plan.stores.map((s) => ({ ...s, autapses: true })) }) },
  },
  {
    mistake: 'stops at step T without the flush',
    caughtBy: 'forward: flush',
    says: 'sum over the flush',
    mistakes: { plan: eachOp((op) => (op.op === 'forward' ? [{ ...op, flush: 0 }] : [op])) },
  },
  {
    mistake: "runs 'every' one step too rarely",
    caughtBy: "'every'",
    says: 'n divides',
    mistakes: { plan: eachOp((op) => (op.op === 'every' ? [{ ...op, steps: op.steps + 1 }] : [op])) },
  },
  {
    mistake: 'forgets the mean over the batch',
    caughtBy: "'every'",
    says: 'mean over the batch',
    mistakes: drop('meanOverExamples'),
  },
  { mistake: 'forgets to clear gradients', caughtBy: 'reverse: three batches', says: 'batch', mistakes: drop('clear') },
  {
    mistake: 'forgets to add the shards up',
    caughtBy: 'reverse: gradient of 3',
    says: 'gradient of',
    mistakes: drop('reduceShards'),
  },
  {
    mistake: 'reads earlier steps instead of later ones in the reverse sweep',
    caughtBy: 'reverse: gradient of 1',
    says: 'negative lags',
    mistakes: { plan: eachNode((n) => (n.op === 'read' && n.lag < 0 ? { ...n, lag: -n.lag } : n)) },
  },
  {
    mistake: 'sums rows where it must not',
    caughtBy: 'rows: sums',
    says: 'where the condition holds',
    mistakes: {
      plan: eachKernel((k) => {
        if (k.shape !== 'rows') return k;
        const { where: _, ...rest } = k;
        return rest;
      }),
    },
  },
  {
    mistake: 'cuts indices to 16 bits',
    caughtBy: 'more than 65 536',
    says: 'summed weights',
    mistakes: {
      program: (p) => ({
        writeStore: (store, s) => p.writeStore(store, { ...s, post: s.post.map((j) => j & 0xffff) }),
      }),
    },
  },
];
