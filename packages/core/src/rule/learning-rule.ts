import type { PopulationDynamics } from '../model/population-dynamics.ts';
import type { NeuronSignal } from './neuron-signal.ts';
import type { WeightUpdate } from './weight-update.ts';

/** How a learning signal crosses a projection backwards: over its own weights, or over fixed random ones. */
export type Feedback = 'symmetric' | 'random';

/** A population, as a learning rule may see it: by role, never by model. */
export interface PopulationSite {
  /** Name given by the user. */
  readonly name: string;
  /** Whether it sends spikes; otherwise it is graded. */
  readonly spiking: boolean;
  /** Whether a loss is attached to it. */
  readonly readout: boolean;
  /** Its linearised step. */
  readonly dynamics: PopulationDynamics;
}

/** A projection, as a learning rule may see it. */
export interface ProjectionSite {
  /** Name of the projection. */
  readonly name: string;
  /** Steps between emission and arrival. */
  readonly delay: number;
  /** Position among the projections into its postsynaptic population: row of `post.dynamics.drive`. */
  readonly incoming: number;
  /** The postsynaptic population. */
  readonly post: PopulationSite;
}

/** What every learning rule has. */
interface LearningRuleBase {
  /** Tells a learning rule from other values. */
  readonly kind: 'learning-rule';
  /** Version of the plugin API that it is written for: `PLUGIN_API_VERSION`. */
  readonly apiVersion: number;
  /** Name for errors and reports. */
  readonly name: string;
  /** Where it was published. */
  readonly cite?: string;
  /**
   * Whether and how the learning signal crosses this projection from its postsynaptic to its presynaptic population.
   * Only projections into readouts: e-prop. Every projection: backpropagation through time.
   *
   * @param site - the projection
   */
  feedback(site: ProjectionSite): Feedback | undefined;
  /** A signal that every learning spiking population gives itself. */
  readonly signal?: NeuronSignal;
}

/** A gradient rule in reverse form: the sweep back through time of the core, exact and event-driven. */
export interface ReverseRule extends LearningRuleBase {
  /** Which form it is. */
  readonly form: 'reverse';
}

/** Where an online rule is applied: one learned projection. */
export interface OnlineSite {
  /** The projection. */
  readonly projection: ProjectionSite;
  /** The projections that carry feedback to its postsynaptic population; empty if that is a readout itself. */
  readonly feedback: readonly ProjectionSite[];
}

/** A gradient rule in online form: a local update of every synapse in every step, forward in time. */
export interface OnlineRule extends LearningRuleBase {
  /** Which form it is. */
  readonly form: 'online';
  /** The update of a projection. Throws `UnsupportedRuleError` where it cannot be right. @param site - where */
  weightUpdate(site: OnlineSite): WeightUpdate;
}

/** A learning rule, ready for `network.learn`. */
export type LearningRule = ReverseRule | OnlineRule;
