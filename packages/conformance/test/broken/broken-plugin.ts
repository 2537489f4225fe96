import type { Check } from '../../src/index.ts';

/** A plugin with one mistake, and the laws that it breaks. */
export interface BrokenPlugin {
  /** What it is. */
  readonly kind:
    | 'neuron'
    | 'synapse'
    | 'learning rule'
    | 'plasticity rule'
    | 'rewiring rule'
    | 'storage format'
    | 'backend';
  /** The mistake; completes `a neuron that …`. */
  readonly mistake: string;
  /**
   * Beginnings of the names of the checks that must fail, that of the law first: each one catches, and nothing else fails. A backend that
   * misreads plans fails wherever its mistake is met.
   */
  readonly caughtBy: readonly string[];
  /** The suite that its author would run. */
  checks(): readonly Check[];
}
