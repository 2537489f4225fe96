import {
  arrivedLabel,
  populationDynamics,
  SPIKE_LABEL,
  startLabel,
  stateLabel,
  type Expr,
  type NeuronModel,
} from '@growcone/core';
import type { Judge } from '../check/judge.ts';
import { fixed, type Dual } from '../gradient/dual-program.ts';
import { populationForward } from '../gradient/population-forward.ts';
import { evaluate } from './evaluate.ts';
import type { VisitedStates, VisitedStep } from './visited-states.ts';

const BOUND = 1e-9;

/**
 * Demands that the linearised step of a population (D, b and ψ, reset and reset by the spike) gives, swept backwards, the
 * same derivatives of Σ c(t) · output(t) by everything that arrived as dual numbers do, swept forwards through the model's
 * own hooks.
 *
 * @param judge - compares
 * @param model - the neuron
 * @param states - what it went through
 * @param dt - step in ms
 */
export function judgeDynamics(judge: Judge, model: NeuronModel, states: VisitedStates, dt: number): void {
  const { incoming, visited } = states;
  const trial = visited.slice(0, 60);
  const weight = (t: number): number => Math.cos(t * 1.7);
  const backward = sweepBack(states, trial, weight);
  const forward = sweepForward(model, states, trial, weight, dt);
  const size = Math.max(1e-300, ...forward.map(Math.abs));
  judge.close(
    'derivative of the weighted outputs by what arrives',
    forward,
    backward,
    {
      value: BOUND * size,
      because: `both are exact but for rounding over ${trial.length} steps; it is ${BOUND} of the largest derivative`,
    },
    (i) => `over projection ${i % incoming.length} in step ${Math.floor(i / incoming.length) + 1}`,
  );
}

function sweepForward(
  model: NeuronModel,
  { incoming }: VisitedStates,
  trial: readonly VisitedStep[],
  weight: (t: number) => number,
  dt: number,
): number[] {
  const count = trial.length * incoming.length;
  const population = populationForward(
    model,
    incoming.map((i) => i.synapse),
    dt,
    count,
    () => 0.5,
  );
  let state = population.initial;
  const total = new Float64Array(count);
  trial.forEach(({ scope }, t) => {
    const arrived = incoming.map((_, k): Dual => {
      const tangent = new Float64Array(count);
      tangent[t * incoming.length + k] = 1;
      return { ...fixed(scope[arrivedLabel(k)]), tangent };
    });
    const { output, next } = population.step(state, arrived);
    output.tangent?.forEach((x, i) => {
      total[i] += weight(t) * x;
    });
    state = next;
  });
  return Array.from(total);
}

function sweepBack(
  { step, incoming }: VisitedStates,
  trial: readonly VisitedStep[],
  weight: (t: number) => number,
): number[] {
  const { components, transition, reset, resetSpike, drive, output } = populationDynamics(step, incoming);
  const n = components.length;
  const all = Array.from({ length: n }, (_, i) => i);
  const found: number[] = [];
  let carry = all.map(() => 0);
  for (let t = trial.length - 1; t >= 0; t--) {
    const { scope } = trial[t];
    const value = (exprs: readonly Expr[]): readonly number[] => evaluate(exprs, scope).values;
    const [psi, bySpike] = [value(output), value(resetSpike)];
    const byState = reset.map(value);
    const signal = weight(t) + dot(bySpike, carry);
    const before = carry;
    const lambda = all.map(
      (i) =>
        psi[i] * signal +
        dot(
          byState.map((row) => row[i]),
          before,
        ),
    );
    drive.forEach((b, k) => {
      found[t * incoming.length + k] = dot(value(b), lambda);
    });
    const moved = transition.map(value);
    carry = all.map((j) =>
      dot(
        moved.map((row) => row[j]),
        lambda,
      ),
    );
  }
  return found;
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * b[i], 0);

/** Labels of the variables by which the parts of a step are differentiated. @param states - what a neuron went through */
export const labelsOf = ({
  step,
  incoming,
}: VisitedStates): { readonly start: string[]; readonly state: string[] } => ({
  start: [...step.names.map(startLabel), ...incoming.map((_, k) => arrivedLabel(k))],
  state: [...step.names.map(stateLabel), SPIKE_LABEL],
});
