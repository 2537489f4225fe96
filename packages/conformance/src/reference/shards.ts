import type { ArrayMemory } from './array-memory.ts';

/** Sums the copies into the first, in ascending order; the others keep no value. @param memory - the array @param single - whether sums round to single precision */
export function addShards({ values, elements, copies }: ArrayMemory, single: boolean): void {
  for (let copy = 1; copy < copies; copy++) {
    for (let i = 0; i < elements; i++) {
      const sum = values[i] + values[copy * elements + i];
      values[i] = single ? Math.fround(sum) : sum;
    }
  }
  values.fill(0, elements);
}

/** Sets the first copy to zero. @param memory - the array */
export function clearFirstShard({ values, elements }: ArrayMemory): void {
  values.fill(0, 0, elements);
}

/**
 * The mean over the batch, summed in the order of the examples.
 *
 * @param from - an output array
 * @param into - a shared array over the same elements
 * @param examples - examples in the batch
 * @param single - whether sums round to single precision
 */
export function meanOverExamples(from: ArrayMemory, into: ArrayMemory, examples: number, single: boolean): void {
  const round = single ? Math.fround : (x: number): number => x;
  const stride = from.depth * from.elements;
  for (let i = 0; i < into.elements; i++) {
    let sum = 0;
    for (let e = 0; e < examples; e++) sum = round(sum + from.values[e * stride + i]);
    into.values[i] = round(sum / examples);
  }
}
