import type { SpikesKernel, Write } from '@growcone/core';
import { place, writeStatements } from '../arrays.ts';
import { levels } from '../levels.ts';
import { nodeStatements, valueName } from '../nodes.ts';
import type { Site } from '../site.ts';
import { isDense, isPresent, sizes } from '../stores.ts';
import { spiked, spikeWords } from '../spikes-memory.ts';

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
    ...columnLoop(site, store, body),
    ...summed.flatMap((w) => writeStatements(site, plan.arrays[w.array], 'post', sumOf(w), false, name)),
    '}',
  ];
}

/** A loop over the synapses onto neuron `post` whose presynaptic neurons fired in step `sent`. */
function columnLoop(site: Site, store: number, body: readonly string[]): string[] {
  const { fields, plan } = site;
  const { pre } = plan.stores[store];
  if (!isDense(site, store)) {
    const columns = fields.use(`columns${store}`);
    return [
      `let columnEnd = topology[${columns} + post + 1u];`,
      `for (var k = topology[${columns} + post]; k < columnEnd; k++) {`,
      `let synapse = topology[${fields.use(`order${store}`)} + k];`,
      `let pre = topology[${fields.use(`pre${store}`)} + synapse];`,
      `if (!${spiked(site, pre, 'sent', 'pre')}) { continue; }`,
      ...body,
      '}',
    ];
  }
  const words = spikeWords(site, pre);
  return [
    // Beyond the last step nothing was sent.
    `if (sent > i32(${fields.use('rows')})) { continue; }`,
    `for (var word = 0u; word < ${words}u; word++) {`,
    `var bits = atomicLoad(&spikes[spikeBase + ${fields.use(`raster${pre}`)} + u32(sent - 1) * ${words}u + word]);`,
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
