import type { SeedKey } from '../random/seed.ts';
import type { Pairs } from './rows.ts';

/** Where a connector works. */
export interface ConnectorSite {
  /** Number of presynaptic neurons. */
  readonly preSize: number;
  /** Number of postsynaptic neurons. */
  readonly postSize: number;
  /** Whether a population connects to itself, so that a pair (i, i) is an autapse. */
  readonly samePopulation: boolean;
  /** The generator's key. */
  readonly key: SeedKey;
  /** Number of the projection in its network. */
  readonly projection: number;
}

/** Decides which neurons of two populations are connected: a pure function of sizes, seed and projection. */
export interface Connector {
  /** Tells a connector from other values. */
  readonly kind: 'connector';
  /** Its name, for reports and errors. */
  readonly name: string;
  /** Where it was published. */
  readonly cite?: string;
  /** Whether a pair may get several synapses. */
  readonly multapses: boolean;
  /**
   * Expected share of all pairs that get connected, before anything is drawn.
   *
   * @param preSize - number of presynaptic neurons
   * @param postSize - number of postsynaptic neurons
   */
  density(preSize: number, postSize: number): number;
  /** The connected pairs, in the order of (pre, post). @param site - sizes and random key */
  connect(site: ConnectorSite): Pairs;
}

/** What an initial value may depend on besides its random words. */
export interface InitialSite {
  /** Mean number of synapses per postsynaptic neuron; undefined for values of neurons. */
  readonly meanInDegree: number | undefined;
}

/** Gives initial values to synapses or neurons. */
export interface Initialiser {
  /** Tells an initialiser from other values. */
  readonly kind: 'initialiser';
  /** Its name, for reports and errors. */
  readonly name: string;
  /** Where it was published. */
  readonly cite?: string;
  /** Whether all values are the same, so that one can be stored for all. */
  readonly shared: boolean;
  /**
   * One initial value, an f32.
   *
   * @param first - 32 random bits
   * @param second - 32 other random bits
   * @param site - what the value may depend on
   */
  value(first: number, second: number, site: InitialSite): number;
}
