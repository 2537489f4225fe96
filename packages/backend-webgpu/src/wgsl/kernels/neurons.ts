import type { NeuronsKernel } from '@growcone/core';
import { writeStatements } from '../arrays.ts';
import { ancestors } from '../levels.ts';
import { nodeStatements, valueName } from '../nodes.ts';
import type { Site } from '../site.ts';
import { sendStatements, spiked } from '../spikes-memory.ts';

/** The statements of a loop over neurons; a neuron is always in the same lane. @param site - where they stand @param kernel - the kernel @param replay - whether its spikes come from the record */
export function neuronsStatements(site: Site, kernel: NeuronsKernel, replay: boolean): string[] {
  const { population, nodes, writes, name } = kernel;
  const fires = replay ? undefined : kernel.fires;
  const fired = fires === undefined ? spiked(site, population, 'i32(t)', 'neuron') : valueName(fires);
  const statements = nodeStatements(site, nodes, { neuron: 'neuron' }, fired);
  // What decides about a spike comes first, because all else may ask for it.
  const early = fires === undefined ? new Set<number>() : ancestors(nodes, fires);
  const late = statements.filter((_, i) => !early.has(i));
  return [
    `for (var neuron = lane; neuron < ${site.plan.populations[population].size}u; neuron += lanes) {`,
    ...statements.filter((_, i) => early.has(i)).flat(),
    ...late.flat(),
    ...(fires === undefined ? [] : [`if (${fired}) {`, ...sendStatements(site, population, 'neuron'), '}']),
    ...writes.flatMap((w) =>
      writeStatements(site, site.plan.arrays[w.array], 'neuron', valueName(w.node), w.add, name),
    ),
    '}',
  ];
}
