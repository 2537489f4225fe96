import { log } from '@growcone/core';
import type { SpikeSink } from './spike-dataset.ts';
import { WordStream } from './word-stream.ts';

// Drawn exponential numbers stay below 23: a step of this hazard always spikes.
const CERTAIN = 64;

/**
 * Mean wait in steps for an event of the Poisson process that has at least one event in a step with probability p. Its
 * inverse, −ln(1 − p), is the hazard of a step.
 *
 * @internal
 */
export function meanWait(p: number): number {
  return p > 0 ? 1 / Math.min(-log(1 - p), CERTAIN) : Infinity;
}

/**
 * Independent Bernoulli spike trains, drawn channel after channel, at a cost per spike and not per step.
 *
 * One Poisson process of rate 1 runs through the hazards of all steps of all channels; a step spikes if an event falls
 * into it, which happens with its probability p and, as the process has no memory, independently of the other steps.
 *
 * @internal
 */
export class BernoulliTrains {
  readonly #steps: number;
  readonly #words: WordStream;
  /** Hazard left until the next event. */
  #left = 0;

  constructor(steps: number, seed: number, stream: number) {
    this.#steps = steps;
    this.#words = new WordStream(seed, stream);
  }

  /** Begins the spike trains of one example. */
  start(example: number, epoch: number): void {
    this.#words.start(example, epoch);
    this.#left = this.#words.exponential();
  }

  /** Writes the spike train of the next channel. */
  write(channel: number, wait: number, into: SpikeSink): void {
    if (wait === Infinity) return;
    const steps = this.#steps;
    let t = this.#left * wait;
    while (t < steps) {
      const step = t | 0;
      into.add(channel, step);
      t = step + 1 + this.#words.exponential() * wait;
    }
    this.#left = (t - steps) / wait;
  }
}
