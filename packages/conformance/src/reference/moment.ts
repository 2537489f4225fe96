/** Where a run of the interpreter is: what kernels read besides arrays and spikes. One object, changed in place. */
export interface Moment {
  /** The current step, `first` + 1 … `last`; 0 outside of a sweep. */
  step: number;
  /** Number of steps that ran before this run; 0 unless it continues. */
  first: number;
  /** Last step of the current sweep: `steps`, or more while a forward sweep flushes. */
  last: number;
  /** Number of steps T of the trial. */
  steps: number;
  /** Number of examples in the batch. */
  examples: number;
  /** Position of the current example in the batch. */
  example: number;
  /** Number of the current example in the run, for random draws. */
  exampleInRun: number;
  /** Number of the update or rewiring, for random draws. */
  update: number;
  /** Name of the kernel that runs, for errors. */
  kernel: string;
}

/** A moment before anything has run. */
export const beginning = (): Moment => ({
  step: 0,
  first: 0,
  last: 0,
  steps: 0,
  examples: 0,
  example: 0,
  exampleInRun: 0,
  update: 0,
  kernel: '',
});

/** The elements that a kernel works on. One object per kernel, changed in place by its loop. */
export interface Cursor {
  /** Neuron of a loop over neurons. */
  neuron: number;
  /** Presynaptic neuron of a loop over synapses. */
  pre: number;
  /** Postsynaptic neuron of a loop over synapses. */
  post: number;
  /** Position of the synapse in row and slot order. */
  synapse: number;
}

/** A cursor at the first element of everything. */
export const firstElement = (): Cursor => ({ neuron: 0, pre: 0, post: 0, synapse: 0 });
