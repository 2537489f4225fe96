import type { PostSpikesKernel } from '@growcone/core';
import { writeStatements } from '../arrays.ts';
import { levels } from '../levels.ts';
import { nodeStatements, valueName } from '../nodes.ts';
import type { Site } from '../site.ts';
import { spiked } from '../spikes-memory.ts';
import { columnLoop, sizes } from '../stores.ts';

/** The statements of a loop over the synapses onto neurons that fire in this step: a lane per postsynaptic neuron. @param site - where they stand @param kernel - the kernel */
export function postSpikesStatements(site: Site, kernel: PostSpikesKernel): string[] {
  const { plan } = site;
  const { store, nodes, writes, name } = kernel;
  const { outer, inner } = levels(nodes, ['post', 'network'], new Set(writes.map((w) => w.array)));
  const statements = nodeStatements(site, nodes, { pre: 'pre', post: 'post', synapse: 'synapse' }, 'false');
  return [
    `for (var post = lane; post < ${sizes(site, store).post}u; post += lanes) {`,
    `if (!${spiked(site, plan.stores[store].post, 'i32(t)', 'post')}) { continue; }`,
    ...outer.flatMap((i) => statements[i]),
    ...columnLoop(site, store, [
      ...inner.flatMap((i) => statements[i]),
      ...writes.flatMap((w) => writeStatements(site, plan.arrays[w.array], 'synapse', valueName(w.node), w.add, name)),
    ]),
    '}',
  ];
}
