import type { BinaryOperation, Comparison, Connective, UnaryOperation } from '../expression/operation.ts';

/**
 * Which element of an array a kernel reads, seen from the element it works on. Over neurons: `neuron`. Over synapses
 * and arriving spikes: `pre`, `post` or `synapse`. Everywhere: `network`, the single element of a per-network array.
 */
export type Place = 'neuron' | 'pre' | 'post' | 'synapse' | 'network';

/** A value that an expression reads from outside: plain data, so that a plan can be cloned and printed. */
export type LeafNode =
  | {
      /** A constant. */
      readonly op: 'constant';
      /** Its value, in double precision; a device rounds it to its own. */
      readonly value: number;
    }
  | {
      /**
       * The element of an array at a place, `lag` steps ago. Lag 0 is the value of this step, as last written. A step
       * before the first or after the last reads as the array's initial value.
       */
      readonly op: 'read';
      /** Position in `Plan.arrays`. */
      readonly array: number;
      /** Which of its elements. */
      readonly at: Place;
      /** Steps back; below 0, steps ahead, which only the reverse sweep has seen already. */
      readonly lag: number;
    }
  | {
      /** 1 if the neuron of `population` at this place sent a spike `lag` steps ago, else 0. */
      readonly op: 'spiked';
      /** Position in `Plan.populations`. */
      readonly population: number;
      /** Which neuron: the kernel's own, or one end of the synapse it works on. */
      readonly at: 'neuron' | 'pre' | 'post';
      /** Steps back, at least 0. */
      readonly lag: number;
    }
  | {
      /** 1 if the neuron of this kernel fires in this step (see `NeuronsKernel.fires`), else 0. */
      readonly op: 'fired';
    }
  | {
      /** The number of a neuron within its population, from 0. */
      readonly op: 'index';
      /** Which neuron: the kernel's own, or one end of the synapse it works on. */
      readonly at: 'neuron' | 'pre' | 'post';
    }
  | {
      /** How many synapses of a store the neuron at one end has, before any edit; `post` needs its columns. */
      readonly op: 'degree';
      /** Position in `Plan.stores`. */
      readonly store: number;
      /** Which end: `pre` for the out-degree, `post` for the in-degree. */
      readonly at: 'pre' | 'post';
    }
  | {
      /** The current step, 1 … `steps`; 0 outside of a sweep. */
      readonly op: 'step';
    }
  | {
      /** The number of steps in the trial. */
      readonly op: 'steps';
    }
  | {
      /** The number of examples in the batch. */
      readonly op: 'examples';
    }
  | {
      /** A draw in [0, 1) or from the standard normal distribution: Philox with what follows in its counter (docs/determinism.md). */
      readonly op: 'uniform' | 'normal';
      /** Number of the stream: what is drawn, and for which population or projection. */
      readonly stream: number;
      /** Number of the draw within its stream. */
      readonly draw: number;
      /** `neuron` draws differ by neuron, step and example; `pair` draws by (pre, post) and `time`; `network` draws are one for all neurons. */
      readonly by: 'neuron' | 'pair' | 'network';
      /** What the step field of the counter holds: the step of the trial, the number of the update, or nothing. */
      readonly time: 'step' | 'update' | 'never';
    };

/** A computed value. Operands are positions in the kernel's node list, always earlier than the node itself. */
export type ComputedNode = {
  /** The operation; comparisons and connectives give a truth value, which only `select` and connectives take. */
  readonly op: Exclude<UnaryOperation, 'detach'> | BinaryOperation | Comparison | Connective | 'select';
  /** Positions of the operands. */
  readonly args: readonly number[];
};

/** One node of a recorded expression in a plan. */
export type Node = LeafNode | ComputedNode;
