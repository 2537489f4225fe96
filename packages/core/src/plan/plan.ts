import type { Node } from './node.ts';
import type { Op } from './op.ts';
import type { RewiringPlan } from './rewiring-plan.ts';

/** Version of the plan format; a backend refuses a plan of another version. */
export const PLAN_VERSION = 1;

/** A population as a backend sees it. */
export interface PopulationSpec {
  /** Position in `Plan.populations`. */
  readonly id: number;
  /** Name given by the user. */
  readonly name: string;
  /** Number of neurons. */
  readonly size: number;
  /** Who decides its spikes: the trial's input, a neurons kernel with `fires`, or nobody (a graded population). */
  readonly spikes: 'input' | 'model' | 'never';
  /**
   * How many past steps of spikes are needed: the largest lag or delay that anything reads. Sweeps that keep spikes
   * for the reverse sweep or for the user need all of them whatever this says.
   */
  readonly history: number;
}

/** What an array has one element of. */
export type ArrayOver =
  | {
      /** One value. */
      readonly per: 'network';
    }
  | {
      /** A value per neuron. */
      readonly per: 'neuron';
      /** Position in `Plan.populations`. */
      readonly population: number;
    }
  | {
      /** A value per synapse, which follows it through every edit. */
      readonly per: 'synapse';
      /** Position in `Plan.stores`. */
      readonly store: number;
    };

/** An array of a plan. Values are float32 on devices and float64 in the reference interpreter. */
export interface ArraySpec {
  /** Position in `Plan.arrays`. */
  readonly id: number;
  /** For people, errors and profiles: `hidden.v`, `inputToHidden.w`. */
  readonly name: string;
  /** What it has one element of. */
  readonly over: ArrayOver;
  /**
   * `shared`: one copy, lives as long as the program. `example`: one copy per example, starts every trial at `initial`.
   * `shard`: one copy per gradient shard, zero between batches, summed by `reduceShards`. `input`: one copy per
   * example, given by the trial's input. `output`: one copy per example of the batch, returned by the trial.
   */
  readonly lifetime: 'shared' | 'example' | 'shard' | 'input' | 'output';
  /**
   * How many steps it keeps: 1 for the current value only, n for a ring of n steps, 'all' for the whole sweep.
   * A backend that works in segments may hold a segment of an 'all' array, because only the reverse sweep reads it. It may
   * also keep more steps than asked for, and put off a spikes kernel that only adds to `shard` arrays.
   */
  readonly steps: number | 'all';
  /** Value at the start: a number, or the id of a shared array over the same elements that holds one per element. */
  readonly initial:
    | number
    | {
        /** Id of that array. */
        readonly array: number;
      };
  /** Whether it is zeroed at the start of every step (a target of arriving spikes). */
  readonly accumulates: boolean;
}

/** A synapse variable of a store. */
export interface StoreVariable {
  /** Its name within the store, such as `w`. */
  readonly name: string;
  /** The array that holds it. */
  readonly array: number;
  /** Value that a new synapse starts with. */
  readonly birth: number;
}

/** The connectivity of one projection, with everything attached to it. */
export interface StoreSpec {
  /** Position in `Plan.stores`; of a projection also its number in random counters. */
  readonly id: number;
  /** Name of the projection. */
  readonly name: string;
  /** Presynaptic population. */
  readonly pre: number;
  /** Postsynaptic population. */
  readonly post: number;
  /** Storage format. */
  readonly format: 'dense' | 'rows' | 'growable-rows' | 'bit-mask';
  /** Steps between the emission of a spike and its arrival, at least 1. */
  readonly delay: number;
  /** Variables that follow their synapse through every edit. `shard` arrays over this store are not listed. */
  readonly variables: readonly StoreVariable[];
  /** Whether a column index is kept. */
  readonly columns: boolean;
  /** Whether a neuron may connect to itself when rewiring draws pairs; true between different populations. */
  readonly autapses: boolean;
}

/** Writes the value of a node to the element of an array at the kernel's place; `add` adds to it. */
export interface Write {
  /** The array. */
  readonly array: number;
  /** Position of the value in the kernel's nodes. */
  readonly node: number;
  /** Add instead of replace. */
  readonly add: boolean;
}

/** Loop over the neurons of a population. Nodes read places `neuron` and `network`. */
export interface NeuronsKernel {
  /** The loop shape. */
  readonly shape: 'neurons';
  /** For profiles and errors. */
  readonly name: string;
  /** The population. */
  readonly population: number;
  /** The recorded expressions. */
  readonly nodes: readonly Node[];
  /** All reads happen before all writes of the same neuron. */
  readonly writes: readonly Write[];
  /** Position of a truth value: where it holds, the neuron sends a spike in this step. */
  readonly fires?: number;
}

/**
 * Loop over the spikes that a store's presynaptic population sent `delay` steps ago, in ascending neuron order, and
 * over the synapses of each. Writes add or replace at place `post` or `synapse`.
 */
export interface SpikesKernel {
  /** The loop shape. */
  readonly shape: 'spikes';
  /** For profiles and errors. */
  readonly name: string;
  /** The store. */
  readonly store: number;
  /** How many steps ago the spikes were sent. */
  readonly delay: number;
  /** The recorded expressions. */
  readonly nodes: readonly Node[];
  /** Targets; arrays over the postsynaptic population or over this store. */
  readonly writes: readonly Write[];
}

/**
 * Loop over the postsynaptic neurons of a store that fire in this step, in ascending order, and over the synapses of each. The store
 * keeps columns. No synapse is visited twice, so the order within a column cannot be observed.
 */
export interface PostSpikesKernel {
  /** The loop shape. */
  readonly shape: 'post-spikes';
  /** For profiles and errors. */
  readonly name: string;
  /** The store. */
  readonly store: number;
  /** The recorded expressions. */
  readonly nodes: readonly Node[];
  /** Targets; arrays over this store. */
  readonly writes: readonly Write[];
}

/**
 * Loop over the presynaptic neurons of a store: each sums a value over its synapses into an array over the
 * presynaptic population. With two populations apart by feedback, this is how learning signals travel back.
 */
export interface RowsKernel {
  /** The loop shape. */
  readonly shape: 'rows';
  /** For profiles and errors. */
  readonly name: string;
  /** The store. */
  readonly store: number;
  /** The recorded expressions. */
  readonly nodes: readonly Node[];
  /** Position of a truth value over the presynaptic neuron; where it does not hold, nothing is summed or added. */
  readonly where?: number;
  /** The sums; arrays over the presynaptic population. `add` adds the sum to what is there. */
  readonly writes: readonly Write[];
}

/** Loop over every synapse of a store. */
export interface SynapsesKernel {
  /** The loop shape. */
  readonly shape: 'synapses';
  /** For profiles and errors. */
  readonly name: string;
  /** The store. */
  readonly store: number;
  /** The recorded expressions. */
  readonly nodes: readonly Node[];
  /** Targets; arrays over this store. */
  readonly writes: readonly Write[];
}

/** Reduction over the neurons of a population into one number per example. Ties of `argmax`: the first. */
export interface ReduceKernel {
  /** The loop shape. */
  readonly shape: 'reduce';
  /** For profiles and errors. */
  readonly name: string;
  /** The population. */
  readonly population: number;
  /** How values are joined; sums take four lanes, then (0+2)+(1+3). */
  readonly operation: 'sum' | 'max' | 'argmax';
  /** The recorded expressions. */
  readonly nodes: readonly Node[];
  /** Position of the value to join. */
  readonly node: number;
  /** Where the result goes: an array per network. */
  readonly into: number;
  /** Add to what is there instead of replacing it. */
  readonly add: boolean;
}

/** One evaluation for the whole network, such as an optimiser's step counter. */
export interface NetworkKernel {
  /** The loop shape. */
  readonly shape: 'network';
  /** For profiles and errors. */
  readonly name: string;
  /** The recorded expressions. */
  readonly nodes: readonly Node[];
  /** Targets; arrays per network. */
  readonly writes: readonly Write[];
}

/** A loop shape around recorded expressions. The list is closed; models and rules fill it. */
export type Kernel =
  | NeuronsKernel
  | SpikesKernel
  | PostSpikesKernel
  | RowsKernel
  | SynapsesKernel
  | ReduceKernel
  | NetworkKernel;

/** A network as plain, structured-cloneable, printable data. A backend lowers it and owns all loops. */
export interface Plan {
  /** {@link PLAN_VERSION}. */
  readonly version: number;
  /** Duration of one step in milliseconds. */
  readonly dt: number;
  /** The two words of the random key. */
  readonly key: readonly [number, number];
  /** The populations. */
  readonly populations: readonly PopulationSpec[];
  /** The arrays. */
  readonly arrays: readonly ArraySpec[];
  /** The stores: one per projection, behind them one for the probes of each rewiring that has some. */
  readonly stores: readonly StoreSpec[];
  /** The kernels. */
  readonly kernels: readonly Kernel[];
  /** The rewiring rules. */
  readonly rewirings: readonly RewiringPlan[];
  /** What the user asked to record: forward sweeps that keep these return them in `TrialResult`, unless they say `records: false`. */
  readonly observed: {
    /** The 'all' arrays of recorded variables. */
    readonly arrays: readonly number[];
    /** Populations whose spikes are recorded. */
    readonly spikes: readonly number[];
  };
  /**
   * What can be run: `start` once after loading, `evaluate`, `rewire.<id>` for each rewiring; where something learns, also
   * `trial` (a batch up to its gradient) and `update` (gradient to weights). A network that runs on has `advance` instead of
   * `evaluate`. Where rewirings have probes, there is `probe.<id>` for each, and `trial.probes`, a trial that gives them a gradient too.
   */
  readonly entries: Readonly<Record<string, readonly Op[]>>;
}
