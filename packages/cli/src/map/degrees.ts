import type { Pairs } from '@growcone/core';

/** Numbers of synapses per neuron: mean and standard deviations over all neurons. */
export interface Degrees {
  /** Mean in-degree, and mean out-degree too: both layers have as many neurons. */
  readonly mean: number;
  /** Standard deviation of the in-degree over postsynaptic neurons. */
  readonly inSd: number;
  /** Standard deviation of the out-degree over presynaptic neurons. */
  readonly outSd: number;
}

/** How many synapses neurons receive and send. @param synapses - of a projection @param size - number of neurons of a layer */
export function degreesOf({ pre, post }: Pairs, size: number): Degrees {
  const mean = pre.length / size;
  const deviation = (ends: Uint32Array): number => {
    const degrees = new Uint32Array(size);
    for (const end of ends) degrees[end]! += 1;
    return Math.sqrt(degrees.reduce((sum, degree) => sum + (degree - mean) ** 2, 0) / size);
  };
  return { mean, inSd: deviation(post), outSd: deviation(pre) };
}
