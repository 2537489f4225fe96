/** What a user may change while a simulation runs. */
export interface Controls {
  /** Whether it waits. */
  readonly paused: boolean;
}

/** What the page tells a worker: at first to start, then what has changed. */
export type ToWorker<S, C extends Controls> =
  | { readonly kind: 'start'; readonly settings: S; readonly controls: C }
  | { readonly kind: 'change'; readonly controls: C };

/** What a worker tells the page. */
export type FromWorker<N> =
  | { readonly kind: 'opened'; readonly on: RunsOn }
  | { readonly kind: 'news'; readonly news: N }
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly message: string };

/** Where a simulation runs, and why not elsewhere. */
export interface RunsOn {
  /** Name of the device. */
  readonly device: string;
  /** What a user should know about it, such as why it has one thread. */
  readonly notes: readonly string[];
  /** Whether threads can share memory. */
  readonly sharedMemory: boolean;
  /** What was tried before, and why it does not run the network. */
  readonly passedOver: readonly { readonly name: string; readonly reason: string }[];
}

/** How a classifier stands after an epoch. */
export interface ClassifierNews {
  /** Epochs so far. */
  readonly epoch: number;
  /** Epochs in all. */
  readonly epochs: number;
  /** Mean loss of the epoch; of the validation examples before the first. */
  readonly loss: number;
  /** Share of the validation examples that are classified rightly. */
  readonly accuracy: number;
  /** Synapses that were replaced in the epoch. */
  readonly rewired: number;
  /** Input synapses, and the channels that tell the class. */
  readonly inward: Synapses & { readonly informative: readonly number[] };
}

/** How a map stands. */
export interface MapNews {
  /** Model time in seconds. */
  readonly seconds: number;
  /** Model time by the time that it took. */
  readonly realTimeFactor: number;
  /** Mean spread of a neuron's afferents, in grid units. */
  readonly spread: number;
  /** Mean distance of their centre from the neuron's own place. */
  readonly deviation: number;
  /** Centre of each neuron's afferents; NaN where nothing comes in. */
  readonly centres: { readonly x: Float64Array; readonly y: Float64Array };
  /** Synapses from the source to the target layer. */
  readonly afferents: Synapses;
}

/** Synapses as arrays of the same length. */
export interface Synapses {
  /** Presynaptic neurons. */
  readonly pre: ArrayLike<number>;
  /** Postsynaptic neurons. */
  readonly post: ArrayLike<number>;
  /** Weights. */
  readonly w: ArrayLike<number>;
}
