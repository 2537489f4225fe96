import type { SpikesKernel, Write } from '@growcone/core';
import { place, writeStatements } from '../arrays.ts';
import { levels } from '../levels.ts';
import { nodeStatements, valueName } from '../nodes.ts';
import type { Site } from '../site.ts';
import { arrivalsWhere, sortedArrivals } from '../arrivals.ts';
import { isDense, isPresent, sizes } from '../stores.ts';
import { spiked, spikeRow, spikeWord, spikeWords } from '../spikes-memory.ts';

/**
 * The statements of a loop over arriving spikes. Each lane has postsynaptic neurons of its own and looks through their synapses in
 * ascending order of the presynaptic neuron, which is the order of the plan: no two lanes add to one place, so sums have the same
 * bits every time.
 *
 * @param site - where they stand
 * @param kernel - the kernel
 */
export function spikesStatements(site: Site, kernel: SpikesKernel): string[] {
  const { plan } = site;
  const { store, nodes, name, delay } = kernel;
  const { pre } = plan.stores[store];
  if (plan.populations[pre].spikes === 'never') return [];
  const readHere = new Set(nodes.flatMap((node) => (node.op === 'read' ? [node.array] : [])));
  const overPost = ({ array }: Write): boolean => plan.arrays[array].over.per === 'neuron';
  const summed = kernel.writes.filter((w) => w.add && overPost(w) && !readHere.has(w.array));
  const direct = kernel.writes.filter((w) => !summed.includes(w));

  const written = new Set(kernel.writes.map((w) => w.array));
  const { outer, inner } = levels(nodes, ['post', 'network'], written);
  const statements = nodeStatements(site, nodes, { pre: 'pre', post: 'post', synapse: 'synapse' }, 'false');
  const sumOf = (w: Write): string => `sum${kernel.writes.indexOf(w)}`;
  const body = [
    ...inner.flatMap((i) => statements[i]),
    ...direct.flatMap((w) =>
      writeStatements(site, plan.arrays[w.array], overPost(w) ? 'post' : 'synapse', valueName(w.node), w.add, name),
    ),
    ...summed.map((w) => `${sumOf(w)} += ${valueName(w.node)};`),
  ];
  return [
    `let sent = i32(t) - ${delay};`,
    'if (sent < 1) { return; }',
    `for (var post = lane; post < ${sizes(site, store).post}u; post += lanes) {`,
    ...outer.flatMap((i) => statements[i]),
    ...summed.map((w) => `var ${sumOf(w)} = ${place(site, plan.arrays[w.array], 'post', 't')};`),
    ...columnLoop(site, kernel, body),
    ...summed.flatMap((w) => writeStatements(site, plan.arrays[w.array], 'post', sumOf(w), false, name)),
    '}',
  ];
}

/** A loop over the synapses onto neuron `post` whose presynaptic neurons fired in step `sent`. */
function columnLoop(site: Site, { store, delay }: SpikesKernel, body: readonly string[]): string[] {
  const { fields, plan } = site;
  const { pre } = plan.stores[store];
  if (!isDense(site, store)) {
    const columns = fields.use(`columns${store}`);
    const order = fields.use(`order${store}`);
    const namePre = `let pre = topology[${fields.use(`pre${store}`)} + synapse];`;
    const silent = `!${spiked(site, pre, 'sent', 'pre')}`;
    const bounds = [
      `let columnStart = topology[${columns} + post];`,
      `let columnEnd = topology[${columns} + post + 1u];`,
    ];
    if (!site.listed) {
      return [
        ...bounds,
        'for (var k = columnStart; k < columnEnd; k++) {',
        `let synapse = topology[${order} + k];`,
        namePre,
        `if (${silent}) { continue; }`,
        ...body,
        '}',
      ];
    }
    return [
      ...bounds,
      ...sortedArrivals(arrivalsWhere(site, store, delay)),
      'let turns = select(columnEnd - columnStart, arrivals, listed);',
      'for (var turn = 0u; turn < turns; turn++) {',
      'var synapse: u32;',
      `if (listed) { synapse = sorted[turn]; } else { synapse = topology[${order} + columnStart + turn]; }`,
      namePre,
      `if (!listed && ${silent}) { continue; }`,
      ...body,
      '}',
    ];
  }
  const words = spikeWords(site, pre);
  return [
    `let row = ${spikeRow(site, 'sent')};`,
    // Beyond the last step nothing was sent.
    `if (row >= i32(${fields.use('rows')})) { continue; }`,
    `for (var word = 0u; word < ${words}u; word++) {`,
    `var bits = atomicLoad(&spikes[${spikeWord(site, pre, 'u32(row)', 'word')}]);`,
    'while (bits != 0u) {',
    'let pre = word * 32u + firstTrailingBit(bits);',
    'bits &= bits - 1u;',
    `let synapse = pre * ${sizes(site, store).post}u + post;`,
    `if (!${isPresent(site, store, 'synapse')}) { continue; }`,
    ...body,
    '}',
    '}',
  ];
}
