import type { SpikesKernel, Write } from '@growcone/core';
import { place } from '../arrays.ts';
import { nodeStatements, valueName } from '../nodes.ts';
import { synapseCount, type Site } from '../site.ts';
import { endStatements, isDense, isPresent } from '../stores.ts';
import { trainWord } from '../spikes-memory.ts';

/**
 * The statements of a gradient that was put off to the end of the reverse sweep. A lane has one synapse and one gradient shard, and
 * visits the spikes that arrived over the synapse from the last step to the first, example by example: the order of the plan, so the sum
 * has the same bits every time.
 *
 * @param site - where they stand
 * @param kernel - a kernel that only adds to shard arrays over its store
 */
export function gatherStatements(site: Site, { store, delay, nodes, writes }: SpikesKernel): string[] {
  const { plan, fields } = site;
  const statements = nodeStatements(site, nodes, { pre: 'pre', post: 'post', synapse: 'synapse' }, 'false');
  const target = ({ array }: Write): string => place(site, plan.arrays[array], 'synapse', 't');
  const { pre } = plan.stores[store];
  const shards = fields.use('shards');
  return [
    `for (var synapse = lane; synapse < ${synapseCount(site, store)}; synapse += lanes) {`,
    ...(isDense(site, store) ? [`if (!${isPresent(site, store, 'synapse')}) { continue; }`] : []),
    ...endStatements(site, store),
    ...writes.map((w, k) => `var sum${k} = ${target(w)};`),
    // The first example in work that belongs to this shard.
    `for (var e = (shard + ${shards} - ${fields.use('first')} % ${shards}) % ${shards}; e < ${fields.use('chunk')}; e += ${shards}) {`,
    'enter(e);',
    `for (var word = (${fields.use('rows')} + 31u) >> 5u; word > 0u; word--) {`,
    `var bits = atomicLoad(&spikes[${trainWord(site, pre, 'pre', '(word - 1u)')}]);`,
    'while (bits != 0u) {',
    'let bit = firstLeadingBit(bits);',
    'bits &= ~(1u << bit);',
    `let t = (word - 1u) * 32u + bit + 1u + ${delay}u;`,
    `if (t > ${fields.use('steps')}) { continue; }`,
    ...statements.flat(),
    ...writes.map((w, k) => `sum${k} += ${valueName(w.node)};`),
    '}',
    '}',
    '}',
    ...writes.map((w, k) => `${target(w)} = sum${k};`),
    '}',
  ];
}
