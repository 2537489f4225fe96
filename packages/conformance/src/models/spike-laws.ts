import { lift, SPIKE_LABEL, stateLabel, variable, type NeuronModel, type PopulationStep } from '@growcone/core';
import type { Judge } from '../check/judge.ts';
import { evaluate } from './evaluate.ts';
import type { VisitedStates, VisitedStep } from './visited-states.ts';

/** Distances at which a slope is compared with that at threshold, in multiples of what a neuron goes through. */
const FRACTIONS = [-1, -0.5, -0.1, -0.01, 0.01, 0.1, 0.5, 1];

/** State after the reset. @param step - the recorded step @param scope - where it was @param z - whether it fired */
export const stateAfter = (step: PopulationStep, { scope }: VisitedStep, z: number): readonly number[] =>
  evaluate(
    step.names.map((n) => step.reset[n]),
    { ...scope, [SPIKE_LABEL]: z },
  ).values;

/**
 * Demands that a spike takes a neuron away from threshold.
 *
 * @param judge - compares
 * @param states - what the neuron went through
 */
export function judgeReset(judge: Judge, { step, visited }: VisitedStates): void {
  const { names, threshold } = step;
  if (!threshold) return;
  for (const at of visited.filter((v) => v.scope[SPIKE_LABEL] === 1)) {
    const [silent, fired] = [0, 1].map((z) => {
      const after = stateAfter(step, at, z);
      const scope = { ...at.scope, ...Object.fromEntries(names.map((n, i) => [stateLabel(n), after[i]])) };
      return evaluate([threshold], scope).values[0];
    });
    judge.holds(
      `distance above threshold after a spike at ${names.map((n) => `${n} = ${at.scope[stateLabel(n)]}`).join(', ')}`,
      fired < silent,
      `less than ${silent}, which it is without the reset`,
      `${fired}`,
    );
  }
}

/**
 * Demands that a surrogate slope is largest at threshold.
 *
 * @param judge - compares
 * @param model - the neuron
 * @param dt - step in ms
 * @param states - what it went through
 */
export function judgePeak(
  judge: Judge,
  { spike, constants }: NeuronModel,
  dt: number,
  { visited }: VisitedStates,
): void {
  if (!spike) return;
  const p = Object.fromEntries(Object.entries(constants(dt)).map(([name, value]) => [name, lift(value)]));
  const slope = spike.surrogate(p)(variable('distance'));
  const at = (distance: number): number => evaluate([slope], { distance }).values[0];
  const range = Math.max(...visited.map((v) => Math.abs(v.distance)).filter(Number.isFinite));
  const peak = at(0);
  for (const distance of FRACTIONS.map((f) => f * range))
    judge.holds(
      `slope at distance ${distance.toPrecision(3)}`,
      at(distance) <= peak,
      `at most ${peak}, the slope at threshold`,
      `${at(distance)}`,
    );
}
