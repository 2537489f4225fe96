import { elementWords, GrowconeError, streamOf, type Connector } from '@growcone/core';
import { checkedKernel, checkOnGrid, type GaussianKernel } from './gaussian-kernel.ts';
import { sizeOf, type Grid } from './grid.ts';
import { partnersByDistance } from './partners.ts';

/**
 * Gives every postsynaptic neuron the same number of synapses, from presynaptic neurons drawn one after another without repetition, near
 * ones with a probability in proportion to a kernel. Once a neuron has the near ones it takes farther ones, so partners are wider than the
 * kernel where it has few neurons under it. Both populations lie on the same grid.
 *
 * @param on - the grid
 * @param kernel - the probability by distance; its peak does not matter
 * @param inDegree - synapses per postsynaptic neuron
 */
export function connectInDegreeByDistance(on: Grid, kernel: GaussianKernel, inDegree: number): Connector {
  checkedKernel(kernel);
  if (!Number.isInteger(inDegree) || inDegree < 1 || inDegree > sizeOf(on)) {
    throw new GrowconeError(
      'IN_DEGREE',
      `The in-degree must be a whole number from 1 to ${sizeOf(on)}, the number of neurons on the grid, got ${inDegree}.`,
      { inDegree },
    );
  }
  return {
    kind: 'connector',
    name: 'connectInDegreeByDistance',
    multapses: false,
    density: (preSize) => inDegree / preSize,
    connect({ preSize, postSize, key, projection }) {
      checkOnGrid(on, preSize, postSize);
      const stream = streamOf('connectivity', projection);
      const draw = partnersByDistance(on, kernel);
      const rows = Array.from({ length: preSize }, (): number[] => []);
      for (let post = 0; post < postSize; post++) {
        for (const pre of draw(post, inDegree, elementWords({ key, stream, step: 0 }, post))) rows[pre]!.push(post);
      }
      return {
        pre: Uint32Array.from(rows.flatMap((row, pre) => row.map(() => pre))),
        post: Uint32Array.from(rows.flat()),
      };
    },
  };
}
