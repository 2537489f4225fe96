import type { Connector, Initialiser } from '../connectivity/connection.ts';
import type { StoreFormat } from '../connectivity/store.ts';
import type { NeuronModel } from '../model/neuron.ts';
import type { SynapseModel } from '../model/synapse.ts';
import type { LearningRule } from '../rule/learning-rule.ts';
import type { Loss } from '../rule/loss.ts';
import type { Optimiser } from '../rule/optimiser.ts';
import type { PlasticityRule } from '../rule/plasticity.ts';
import type { Readout } from '../rule/readout.ts';
import type { Rewiring } from '../rule/rewiring.ts';

/** Neurons of one model. Also called a neuron group. */
export interface Population {
  /** Tells a population from other values. */
  readonly kind: 'population';
  /** Position in the network. */
  readonly id: number;
  /** Name, unique in the network; the key of a batch's spikes or labels. */
  readonly name: string;
  /** Number of neurons. */
  readonly size: number;
  /** The neuron model. */
  readonly model: NeuronModel;
  /** Initial state by variable, where it differs from neuron to neuron or from the model's. */
  readonly initial: Readonly<Record<string, Initialiser | number>>;
  /** Whether a current per neuron and example is injected, constant over a trial; it is given with each batch. */
  readonly injected: boolean;
}

/** Synapses from one population to another. Also called a synapse population. */
export interface Projection {
  /** Tells a projection from other values. */
  readonly kind: 'projection';
  /** Position in the network; also its number in random counters. */
  readonly id: number;
  /** Name, unique in the network. */
  readonly name: string;
  /** Presynaptic population. */
  readonly pre: Population;
  /** Postsynaptic population. */
  readonly post: Population;
  /** Which pairs are joined. */
  readonly connect: Connector;
  /** Initial weights. */
  readonly weight: Initialiser | number;
  /** Whether all synapses have the same weight at the start. */
  readonly sharedWeight: boolean;
  /** Whether rewiring may connect a neuron to itself; matters within one population only. */
  readonly autapses: boolean;
  /** Shape of the postsynaptic current. */
  readonly synapse: SynapseModel;
  /** Steps between emission and arrival. */
  readonly delay: number;
  /** Storage format, if the user chose one. */
  readonly format: StoreFormat | undefined;
}

/** A readout with its loss, attached to a population. */
export interface ReadoutDescription {
  /** The output population. */
  readonly population: Population;
  /** What a trial amounts to. */
  readonly readout: Readout;
  /** How wrong it is. */
  readonly loss: Loss;
}

/** Which projections learn, and how. */
export interface LearningDescription {
  /** The projections. */
  readonly projections: readonly Projection[];
  /** The learning rule. */
  readonly rule: LearningRule;
  /** The optimiser. */
  readonly optimiser: Optimiser;
}

/**
 * When a rewiring runs: after every batch, after every epoch, or after every n-th batch; in a network that runs on, after every n-th
 * step.
 */
export type RewiringSchedule =
  | 'batch'
  | 'epoch'
  | number
  | {
      /** n. */
      readonly steps: number;
    };

/** Which projection is rewired, and when. */
export interface RewiringDescription {
  /** The projection. */
  readonly projection: Projection;
  /** The rule. */
  readonly rule: Rewiring;
  /** When it runs. */
  readonly every: RewiringSchedule;
}

/** Which projection changes its own weights while the network runs. */
export interface PlasticityDescription {
  /** The projection. */
  readonly projection: Projection;
  /** The rule. */
  readonly rule: PlasticityRule;
}

/** What is recorded in an evaluation. */
export interface RecordingDescription {
  /** The population. */
  readonly population: Population;
  /** Whether its spikes are. */
  readonly spikes: boolean;
  /** Which of its variables are. */
  readonly variables: readonly string[];
}

/** A network as it was described, before it is compiled. */
export interface NetworkDescription {
  /** Step in ms. */
  readonly dt: number;
  /** Seed of all random draws. */
  readonly seed: number | bigint;
  /** Where the network as a whole was published, if it was. */
  readonly cite: string | undefined;
  /** The populations. */
  readonly populations: readonly Population[];
  /** The projections. */
  readonly projections: readonly Projection[];
  /** The readout, if any. */
  readonly readout: ReadoutDescription | undefined;
  /** What learns. */
  readonly learning: readonly LearningDescription[];
  /** What is rewired. */
  readonly rewirings: readonly RewiringDescription[];
  /** What is plastic. */
  readonly plasticity: readonly PlasticityDescription[];
  /** What is recorded. */
  readonly recordings: readonly RecordingDescription[];
}
