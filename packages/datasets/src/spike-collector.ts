import { GrowconeError } from '@growcone/core';
import type { SpikeSink } from './spike-dataset.ts';

/** A data set wrote a spike that does not exist or is out of order. */
export class SpikeOrderError extends GrowconeError {
  /** The class of the error. */
  override readonly name: string = 'SpikeOrderError';

  /**
   * Tells of a spike.
   *
   * @param dataset - name of the data set that wrote the spike
   * @param channel - channel of the spike
   * @param step - step of the spike
   * @param allowed - channels and steps there are
   */
  constructor(
    dataset: string,
    channel: number,
    step: number,
    allowed: { readonly channels: number; readonly steps: number },
  ) {
    super(
      'SPIKE_ORDER',
      `Data set '${dataset}' wrote a spike of channel ${channel} at step ${step}: spikes must come channel after ` +
        `channel (0 … ${allowed.channels - 1}), and within a channel step after step (0 … ${allowed.steps - 1}), ` +
        'none twice. Sort them in its write().',
      { dataset, channel, step, ...allowed },
    );
  }
}

/**
 * Sorts the spikes of examples by step, by counting, into one flat array.
 *
 * @internal
 */
export class SpikeCollector implements SpikeSink {
  readonly #dataset: string;
  readonly #channels: number;
  readonly #steps: number;
  // The spikes of the example being written, in the order in which they came.
  #channelOf: Uint32Array;
  #stepOf: Uint32Array;
  #count = 0;
  readonly #perStep: Uint32Array;
  // The spikes of all finished examples, sorted.
  #sorted: Uint32Array;
  #total = 0;

  constructor(dataset: { readonly name: string; readonly channels: number; readonly steps: number }) {
    this.#dataset = dataset.name;
    this.#channels = dataset.channels;
    this.#steps = dataset.steps;
    this.#channelOf = new Uint32Array(dataset.channels);
    this.#stepOf = new Uint32Array(dataset.channels);
    this.#perStep = new Uint32Array(dataset.steps);
    this.#sorted = new Uint32Array(16 * dataset.channels);
  }

  add(channel: number, step: number): void {
    const at = this.#count;
    const last = at === 0 ? -1 : this.#channelOf[at - 1];
    const ascends = channel > last || (channel === last && step > this.#stepOf[at - 1]);
    if (!ascends || !(channel < this.#channels) || !(step >= 0 && step < this.#steps)) {
      throw new SpikeOrderError(this.#dataset, channel, step, {
        channels: this.#channels,
        steps: this.#steps,
      });
    }
    if (at === this.#channelOf.length) {
      this.#channelOf = grown(this.#channelOf, at + 1);
      this.#stepOf = grown(this.#stepOf, at + 1);
    }
    this.#channelOf[at] = channel;
    this.#stepOf[at] = step;
    this.#perStep[step]++;
    this.#count = at + 1;
  }

  /** Ends the example: sorts its spikes and writes where each of its steps starts, `steps + 1` offsets from `at`. */
  finish(offsets: Uint32Array, at: number): void {
    const { length: steps } = this.#perStep;
    const next = this.#perStep;
    let start = this.#total;
    for (let step = 0; step < steps; step++) {
      offsets[at + step] = start;
      start += next[step];
      next[step] = start - next[step];
    }
    offsets[at + steps] = start;
    if (start > this.#sorted.length) this.#sorted = grown(this.#sorted, start);
    const sorted = this.#sorted;
    const channelOf = this.#channelOf;
    const stepOf = this.#stepOf;
    // Channels came in ascending order and keep it within each step.
    for (let i = 0; i < this.#count; i++) sorted[next[stepOf[i]]++] = channelOf[i];
    this.#total = start;
    this.#count = 0;
    next.fill(0);
  }

  /** The sorted spikes of all finished examples. */
  spikes(): Uint32Array {
    return this.#sorted.slice(0, this.#total);
  }
}

function grown(array: Uint32Array, least: number): Uint32Array {
  const larger = new Uint32Array(Math.max(least, 2 * array.length));
  larger.set(array);
  return larger;
}
