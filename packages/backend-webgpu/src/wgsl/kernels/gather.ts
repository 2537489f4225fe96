import type { SpikesKernel, Write } from '@growcone/core';
import { place } from '../arrays.ts';
import { nodeStatements, valueName } from '../nodes.ts';
import { synapseCount, type Site } from '../site.ts';
import { endStatements, isDense, isPresent } from '../stores.ts';
import { trainWord } from '../spikes-memory.ts';

/**
 * The statements of a gradient that was put off to the end of the reverse sweep. A lane has one synapse and one gradient shard. Example by
 * example it visits the spikes that arrived over the synapse from the last step to the first, and adds their sum to the shard: so the
 * result has the same bits however many examples are in work together, and in however many segments.
 *
 * @param site - where they stand
 * @param kernel - a kernel that only adds to shard arrays over its store
 */
export function gatherStatements(site: Site, kernel: SpikesKernel): string[] {
  const { writes } = kernel;
  return [
    ...synapseLoop(site, kernel.store),
    ...endStatements(site, kernel.store),
    ...writes.map((w, k) => `var total${k} = ${target(site, w)};`),
    ...exampleLoop(site),
    ...writes.map((_, k) => `var sum${k} = 0.0f;`),
    ...spikesOf(site, kernel),
    ...writes.map((_, k) => `total${k} += sum${k};`),
    '}',
    ...writes.map((w, k) => `${target(site, w)} = total${k};`),
    '}',
  ];
}

/**
 * The statements that add what a segment gives to the gradient of an example. A lane has one synapse, and the example is that in work.
 *
 * @param site - where they stand
 * @param kernel - a kernel that only adds to shard arrays over its store
 * @param sums - the arrays of the example's gradient, by write
 */
export function gatherSegmentStatements(site: Site, kernel: SpikesKernel, sums: readonly number[]): string[] {
  const sumOf = (id: number): string => place(site, site.plan.arrays[id], 'synapse', 't');
  return [
    ...synapseLoop(site, kernel.store),
    ...endStatements(site, kernel.store),
    ...sums.map((id, k) => `var sum${k} = ${sumOf(id)};`),
    ...spikesOf(site, kernel),
    ...sums.map((id, k) => `${sumOf(id)} = sum${k};`),
    '}',
  ];
}

/**
 * The statements that add the gradients of the examples in work to their shards, when all segments are done. A lane has one synapse and
 * one gradient shard.
 *
 * @param site - where they stand
 * @param kernel - the kernel whose gradient it is
 * @param sums - the arrays of an example's gradient, by write
 */
export function addSumsStatements(site: Site, { store, writes }: SpikesKernel, sums: readonly number[]): string[] {
  return [
    ...synapseLoop(site, store),
    ...writes.map((w, k) => `var total${k} = ${target(site, w)};`),
    ...exampleLoop(site),
    ...sums.map((id, k) => `total${k} += ${place(site, site.plan.arrays[id], 'synapse', 't')};`),
    '}',
    ...writes.map((w, k) => `${target(site, w)} = total${k};`),
    '}',
  ];
}

const target = (site: Site, { array }: Write): string => place(site, site.plan.arrays[array], 'synapse', 't');

const synapseLoop = (site: Site, store: number): string[] => [
  `for (var synapse = lane; synapse < ${synapseCount(site, store)}; synapse += lanes) {`,
  ...(isDense(site, store) ? [`if (!${isPresent(site, store, 'synapse')}) { continue; }`] : []),
];

/** A loop over the examples in work that belong to the shard, in their order. */
function exampleLoop({ fields }: Site): string[] {
  const shards = fields.use('shards');
  return [
    `for (var e = (shard + ${shards} - ${fields.use('first')} % ${shards}) % ${shards}; e < ${fields.use('chunk')}; e += ${shards}) {`,
    'enter(e);',
  ];
}

/** Adds to the sums what the spikes give that arrived in the steps of this dispatch, from the last to the first. */
function spikesOf(site: Site, { store, delay, nodes, writes }: SpikesKernel): string[] {
  const { plan, fields } = site;
  const { pre } = plan.stores[store];
  const statements = nodeStatements(site, nodes, { pre: 'pre', post: 'post', synapse: 'synapse' }, 'false');
  return [
    // Steps in which they were sent, counted from 0.
    `let earliest = max(i32(${fields.use('begin')}) - ${delay + 1}, 0);`,
    `let latest = i32(${fields.use('end')}) - ${delay + 2};`,
    'for (var word = (latest >> 5u); word >= (earliest >> 5u); word--) {',
    `var bits = atomicLoad(&spikes[${trainWord(site, pre, 'pre', 'u32(word)')}]);`,
    'while (bits != 0u) {',
    'let bit = firstLeadingBit(bits);',
    'bits &= ~(1u << bit);',
    'let sent = word * 32 + i32(bit);',
    'if (sent > latest || sent < earliest) { continue; }',
    `let t = u32(sent) + ${delay + 1}u;`,
    ...statements.flat(),
    ...writes.map((w, k) => `sum${k} += ${valueName(w.node)};`),
    '}',
    '}',
  ];
}
