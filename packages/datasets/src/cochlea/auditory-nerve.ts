import type { WordStream } from '../word-stream.ts';
import { STEPS_PER_SECOND } from './steps-per-second.ts';

/** A fibre is silent for 1 ms after each spike. */
const DEAD = STEPS_PER_SECOND / 1000;

/**
 * A bundle of nerve fibres of one hair cell: replaces the probability that a fibre fires in each step by the number of
 * fibres that do.
 *
 * Every fibre that did not fire within the last millisecond fires with that probability, independently of the others.
 * Fibres are alike, so the bundle needs only the number of those that may fire, and draws one exponential waiting time
 * per spike: the hazard −ln(1 − p) of each trial adds up until it exceeds that time.
 *
 * @param probability - that a rested fibre fires; becomes the number of spikes
 * @param fibres - number of fibres
 * @param words - random words
 * @internal
 */
export function auditoryNerve(probability: Float64Array, fibres: number, words: WordStream): void {
  let rested = fibres;
  let wait = words.exponential();
  for (let step = 0; step < probability.length; step++) {
    if (step >= DEAD) rested += probability[step - DEAD];
    const p = probability[step];
    // −ln(1 − p) to 1e-5 of itself below p = 0.2 and 1e-3 below 0.5, which hair cells do not exceed.
    const hazard = (p * (6 - 3 * p)) / (6 - 6 * p + p * p);
    let trials = rested;
    let fired = 0;
    while (trials > 0 && wait <= trials * hazard) {
      // Rounding must not give a trial that is not there.
      trials -= Math.min(trials, Math.max(1, Math.ceil(wait / hazard)));
      fired++;
      wait = words.exponential();
    }
    wait -= trials * hazard;
    rested -= fired;
    probability[step] = fired;
  }
}
