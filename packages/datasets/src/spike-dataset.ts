/** Where a data set writes the spikes of one example. */
export interface SpikeSink {
  /**
   * Adds one spike.
   *
   * Spikes come spike train after spike train: channels ascending, and within a channel steps ascending.
   *
   * @param channel - input channel that spikes, from 0
   * @param step - time step of the spike, from 0
   */
  add(channel: number, step: number): void;
}

/** Labelled examples as spikes: the common form of every data set, whatever it was made from. */
export interface SpikeDataset {
  /** What it is, for reports and error messages. */
  readonly name: string;
  /** Number of classes; labels are 0 … classes − 1. */
  readonly classes: number;
  /** Number of input channels: the size of the population that it drives. */
  readonly channels: number;
  /** Number of time steps of every example. */
  readonly steps: number;
  /** Number of examples. */
  readonly size: number;
  /** Class of each example. */
  readonly labels: Uint8Array | Uint16Array;
  /** Whom each example is of (a speaker, a user), for splits that keep people apart. */
  readonly groups?: Uint16Array;
  /**
   * Writes the spikes of one example. The same example in the same epoch always has the same spikes, whatever was
   * asked before and whatever is being asked at the same time. Where spikes must be read first, it returns a promise.
   *
   * @param example - which example, from 0
   * @param epoch - number of the presentation; only random encodings differ between epochs
   * @param into - where the spikes go
   */
  write(example: number, epoch: number, into: SpikeSink): void | Promise<void>;
  /**
   * Writes the constant value that each channel of one example delivers at every step. Only direct encoding has it.
   *
   * @param example - which example, from 0
   * @param into - where the values go, one per channel
   * @param start - position in `into` of the first channel's value
   */
  writeValues?(example: number, into: Float32Array, start: number): void;
}
