import type { Connector } from './connection.ts';

/** Whether neurons may connect to themselves. */
export interface AutapseOption {
  /** Whether neuron i may connect to neuron i of the same population. */
  readonly autapses?: boolean;
}

/**
 * Connects every presynaptic to every postsynaptic neuron.
 *
 * @param options - whether a neuron connects to itself too; it does if left out
 */
export function allToAll({ autapses = true }: AutapseOption = {}): Connector {
  return {
    kind: 'connector',
    name: 'allToAll',
    multapses: false,
    density: () => 1,
    connect({ preSize, postSize, samePopulation }) {
      const spared = samePopulation && !autapses;
      const count = preSize * postSize - (spared ? preSize : 0);
      const pre = new Uint32Array(count);
      const post = new Uint32Array(count);
      let at = 0;
      for (let a = 0; a < preSize; a++) {
        for (let b = 0; b < postSize; b++) {
          if (spared && a === b) continue;
          pre[at] = a;
          post[at++] = b;
        }
      }
      return { pre, post };
    },
  };
}
