import type { SynapsesKernel } from '@growcone/core';
import { writeStatements } from '../arrays.ts';
import { nodeStatements, valueName } from '../nodes.ts';
import { synapseCount, type Site } from '../site.ts';
import { endStatements, isDense, isPresent } from '../stores.ts';

/** The statements of a loop over all synapses of a store. @param site - where they stand @param kernel - the kernel */
export function synapsesStatements(site: Site, kernel: SynapsesKernel): string[] {
  const { store, nodes, writes, name } = kernel;
  const count = synapseCount(site, store);
  const cursor = { pre: 'pre', post: 'post', synapse: 'synapse' };
  return [
    `for (var synapse = lane; synapse < ${count}; synapse += lanes) {`,
    ...(isDense(site, store) ? [`if (!${isPresent(site, store, 'synapse')}) { continue; }`] : []),
    ...endStatements(site, store),
    ...nodeStatements(site, nodes, cursor, 'false').flat(),
    ...writes.flatMap((w) =>
      writeStatements(site, site.plan.arrays[w.array], 'synapse', valueName(w.node), w.add, name),
    ),
    '}',
  ];
}
