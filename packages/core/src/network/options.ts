import type { Connector, Initialiser } from '../connectivity/connection.ts';
import type { StoreFormat } from '../connectivity/store.ts';
import type { SynapseModel } from '../model/synapse.ts';
import type { LearningRule } from '../rule/learning-rule.ts';
import type { Optimiser } from '../rule/optimiser.ts';

/** Options of a network. */
export interface NetworkOptions {
  /** Step in ms; 1 if left out. */
  readonly dt?: number;
  /** Seed of every random draw: a whole number. */
  readonly seed: number | bigint;
  /** Where the network as a whole was published, if it was: a DOI or arXiv number. */
  readonly cite?: string | undefined;
}

/** Options of a population. */
export interface PopulationOptions {
  /**
   * Initial state by variable (`v`, or `<projection>.g` of a synapse into it): a number, or an initialiser that draws one
   * per neuron.
   */
  readonly initial?: Readonly<Record<string, Initialiser | number>>;
  /** Whether every batch gives a current per neuron and example, added to the input of every step. */
  readonly current?: boolean;
}

/** Options of a projection. */
export interface ProjectionOptions {
  /** Name; `<pre>To<Post>` if left out. */
  readonly name?: string;
  /** Which pairs are joined. */
  readonly connect: Connector;
  /** Initial weights. */
  readonly weight: Initialiser | number;
  /** Shape of the postsynaptic current; a delta synapse if left out. */
  readonly synapse?: SynapseModel;
  /** Steps between emission and arrival, at least 1; 1 if left out. */
  readonly delay?: number;
  /** Storage format; chosen from density and plasticity if left out. */
  readonly format?: StoreFormat;
  /** Whether rewiring may connect a neuron to itself; no if left out. Matters within one population only. */
  readonly autapses?: boolean;
}

/** How projections learn. */
export interface LearnOptions {
  /** The learning rule. */
  readonly rule: LearningRule;
  /** The optimiser. */
  readonly optimiser: Optimiser;
}
