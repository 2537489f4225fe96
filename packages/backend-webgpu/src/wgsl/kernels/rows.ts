import type { RowsKernel } from '@growcone/core';
import { writeStatements } from '../arrays.ts';
import { levels } from '../levels.ts';
import { nodeStatements, valueName } from '../nodes.ts';
import type { Site } from '../site.ts';
import { rowLoop, sizes } from '../stores.ts';

/** The statements of sums over rows: a lane per presynaptic neuron adds in the order of the slots. @param site - where they stand @param kernel - the kernel */
export function rowsStatements(site: Site, kernel: RowsKernel): string[] {
  const { store, nodes, writes, where, name } = kernel;
  const { outer, inner } = levels(nodes, ['pre', 'network'], new Set());
  const statements = nodeStatements(site, nodes, { pre: 'pre', post: 'post', synapse: 'synapse' }, 'false');
  return [
    `for (var pre = lane; pre < ${sizes(site, store).pre}u; pre += lanes) {`,
    ...outer.flatMap((i) => statements[i]),
    ...(where === undefined ? [] : [`if (!${valueName(where)}) { continue; }`]),
    ...writes.map((_, k) => `var sum${k} = 0.0f;`),
    ...rowLoop(site, store, [
      ...inner.flatMap((i) => statements[i]),
      ...writes.map((w, k) => `sum${k} += ${valueName(w.node)};`),
    ]),
    ...writes.flatMap((w, k) => writeStatements(site, site.plan.arrays[w.array], 'pre', `sum${k}`, w.add, name)),
    '}',
  ];
}
