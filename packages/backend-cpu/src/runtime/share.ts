/** Neurons of a population, `from` up to and without `to`. */
export interface Range {
  /** The first. */
  readonly from: number;
  /** After the last. */
  readonly to: number;
}

/** How threads share a network that runs on: each has a range of every population, and all synapses onto it. */
export interface Share {
  /** Number of threads; the first is the one that calls. */
  readonly threads: number;
  /** Ranges by thread and population. */
  readonly ranges: readonly (readonly Range[])[];
}

/** The entry of a network that runs on. */
export const SHARED_ENTRY = 'advance';
