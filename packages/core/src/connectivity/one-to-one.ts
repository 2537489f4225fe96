import { GrowconeError } from '../error.ts';
import type { Connector } from './connection.ts';

/** Connects neuron i to neuron i of a population of the same size. */
export function oneToOne(): Connector {
  return {
    kind: 'connector',
    name: 'oneToOne',
    multapses: false,
    density: (_preSize, postSize) => 1 / postSize,
    connect({ preSize, postSize }) {
      if (preSize !== postSize) {
        throw new GrowconeError(
          'CONNECTOR_SIZES',
          `oneToOne needs two populations of the same size, got ${preSize} presynaptic and ${postSize} postsynaptic neurons. ` +
            'Change a size, or use allToAll or fixedInDegree.',
          { connector: 'oneToOne', preSize, postSize },
        );
      }
      const pre = Uint32Array.from({ length: preSize }, (_, i) => i);
      return { pre, post: pre.slice() };
    },
  };
}
