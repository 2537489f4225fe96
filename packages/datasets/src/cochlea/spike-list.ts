import { STEPS_PER_SECOND } from './steps-per-second.ts';

/**
 * Gathers spikes channel after channel, and sorts them by step by counting.
 *
 * @internal
 */
export class SpikeList {
  readonly #perStep: Uint32Array;
  #channels = new Uint32Array(4096);
  #steps = new Uint32Array(4096);
  #count = 0;

  /**
   * Begins a list.
   *
   * @param steps - number of steps
   */
  constructor(steps: number) {
    this.#perStep = new Uint32Array(steps);
  }

  /**
   * Adds a spike; channels ascend.
   *
   * @param channel - that spikes
   * @param step - in which it does
   */
  add(channel: number, step: number): void {
    if (this.#count === this.#steps.length) {
      this.#channels = doubled(this.#channels);
      this.#steps = doubled(this.#steps);
    }
    this.#channels[this.#count] = channel;
    this.#steps[this.#count++] = step;
    this.#perStep[step]++;
  }

  /** The spikes by time in ms, at equal times by channel. */
  sorted(): { readonly times: Float64Array; readonly units: Uint32Array } {
    const times = new Float64Array(this.#count);
    const units = new Uint32Array(this.#count);
    const next = new Uint32Array(this.#perStep.length);
    for (let step = 1; step < next.length; step++) next[step] = next[step - 1] + this.#perStep[step - 1];
    for (let i = 0; i < this.#count; i++) {
      const step = this.#steps[i];
      const at = next[step]++;
      times[at] = (step * 1000) / STEPS_PER_SECOND;
      units[at] = this.#channels[i];
    }
    return { times, units };
  }
}

function doubled(words: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * words.length);
  larger.set(words);
  return larger;
}
