import type { ArrayMemory } from './array-memory.ts';
/** Sums the copies into the first, in ascending order; the others keep no value. @param memory - the array @param single - whether sums round to single precision */
export declare function addShards({ values, elements, copies }: ArrayMemory, single: boolean): void;
/** Sets the first copy to zero. @param memory - the array */
export declare function clearFirstShard({ values, elements }: ArrayMemory): void;
/**
 * The mean over the batch, summed in the order of the examples.
 *
 * @param from - an output array
 * @param into - a shared array over the same elements
 * @param examples - examples in the batch
 * @param single - whether sums round to single precision
 */
export declare function meanOverExamples(from: ArrayMemory, into: ArrayMemory, examples: number, single: boolean): void;
