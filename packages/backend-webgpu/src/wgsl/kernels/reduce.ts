import type { NetworkKernel, ReduceKernel } from '@growcone/core';
import { writeStatements } from '../arrays.ts';
import { nodeStatements, valueName } from '../nodes.ts';
import type { Site } from '../site.ts';

/** Workgroup memory of reductions. */
export const reduceMemory = 'var<workgroup> partial: array<f32, 4>;\nvar<workgroup> partialAt: array<u32, 4>;';

/**
 * The statements of a reduction over a population: element i goes to lane i mod 4, then the first lane joins (0+2) + (1+3).
 *
 * @param site - where they stand
 * @param kernel - the kernel
 */
export function reduceStatements(site: Site, kernel: ReduceKernel): string[] {
  const { population, operation, node, into, add, name, nodes } = kernel;
  const { size } = site.plan.populations[population];
  const value = valueName(node);
  const sum = operation === 'sum';
  const better = `(neuron == lane || ${value} > best)`;
  const join = sum
    ? ['let joined = (partial[0] + partial[2]) + (partial[1] + partial[3]);']
    : [
        'var best = partial[0];',
        'var bestAt = partialAt[0];',
        `for (var i = 1u; i < ${Math.min(4, size)}u; i++) {`,
        'if (partial[i] > best || (partial[i] == best && partialAt[i] < bestAt)) { best = partial[i]; bestAt = partialAt[i]; }',
        '}',
        `let joined = ${operation === 'max' ? 'best' : 'f32(bestAt)'};`,
      ];
  return [
    'if (lane < 4u) {',
    'var best = 0.0f;',
    'var bestAt = 0u;',
    `for (var neuron = lane; neuron < ${size}u; neuron += 4u) {`,
    ...nodeStatements(site, nodes, { neuron: 'neuron' }, 'false').flat(),
    sum ? `best += ${value};` : `if ${better} { best = ${value}; bestAt = neuron; }`,
    '}',
    'partial[lane] = best;',
    'partialAt[lane] = bestAt;',
    '}',
    'workgroupBarrier();',
    'if (lane == 0u) {',
    ...join,
    ...writeStatements(site, site.plan.arrays[into], '0u', 'joined', add, name),
    '}',
    // The next reduction must not overwrite what this one still reads.
    'workgroupBarrier();',
  ];
}

/** The statements of one evaluation for the network. @param site - where they stand @param kernel - the kernel */
export const networkStatements = (site: Site, kernel: NetworkKernel): string[] => [
  'if (lane == 0u) {',
  ...nodeStatements(site, kernel.nodes, {}, 'false').flat(),
  ...kernel.writes.flatMap((w) =>
    writeStatements(site, site.plan.arrays[w.array], '0u', valueName(w.node), w.add, kernel.name),
  ),
  '}',
];
