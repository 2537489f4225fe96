import {
  arrivedLabel,
  recordPopulationStep,
  SPIKE_LABEL,
  startLabel,
  stateLabel,
  type Expr,
  type IncomingProjection,
  type NeuronModel,
  type PopulationStep,
} from '@growcone/core';
import { dualProgram, fixed } from '../gradient/dual-program.ts';
import { numbers } from '../plans/spike-trains.ts';

/** One step that a neuron took. */
export interface VisitedStep {
  /** Everything that its equations read: `s.*`, `arrived.*`, `u.*` and `z`. */
  readonly scope: Readonly<Record<string, number>>;
  /** Distance above threshold; −∞ for a graded neuron. */
  readonly distance: number;
}

/** A neuron that was driven at random. */
export interface VisitedStates {
  /** Its recorded step. */
  readonly step: PopulationStep;
  /** Its projections. */
  readonly incoming: readonly IncomingProjection[];
  /** What it went through. */
  readonly visited: readonly VisitedStep[];
  /** How often it fired. */
  readonly spikes: number;
  /** The strength of what arrived. */
  readonly strength: number;
}

const STEPS = 300;

/**
 * Drives one neuron at random, as strongly as it needs to fire now and then, and lists the states that it goes through:
 * the ones at which its equations matter.
 *
 * @param model - the neuron
 * @param incoming - its projections
 * @param dt - step in ms
 */
export function visitedStates(model: NeuronModel, incoming: readonly IncomingProjection[], dt: number): VisitedStates {
  const step = recordPopulationStep(model, incoming, dt);
  const drive = (strength: number): VisitedStates => {
    const visited = follow(step, incoming.length, strength);
    return { step, incoming, visited, spikes: visited.filter((v) => v.scope[SPIKE_LABEL] === 1).length, strength };
  };
  if (!model.spike) return drive(1);
  // Potentials may be in volts, millivolts or without unit: the strength that makes it fire in a tenth of the steps is searched.
  let best = drive(1);
  for (let exponent = -16; exponent <= 16; exponent++) {
    for (const sign of [1, -1]) {
      const next = drive(sign * 2 ** exponent);
      const finite = next.visited.length === STEPS;
      const closer = Math.abs(next.spikes - STEPS / 10) < Math.abs(best.spikes - STEPS / 10);
      if (finite && (closer || best.visited.length < STEPS)) best = next;
    }
  }
  return best;
}

/** Evaluates expressions quickly, many times over. */
function evaluator(exprs: readonly Expr[]): (scope: Readonly<Record<string, number>>) => readonly number[] {
  const program = dualProgram(exprs, 0, () => 0.5);
  return (scope) => program.evaluate((label) => fixed(scope[label])).map((d) => d.value);
}

/** Follows a neuron until it ends or a value is not finite. */
function follow(step: PopulationStep, projections: number, strength: number): VisitedStep[] {
  const { names, quantities } = step;
  const integrate = evaluator(names.map((n) => step.integrated[n]));
  const threshold = evaluator(step.threshold ? [step.threshold] : []);
  const reset = evaluator(names.map((n) => step.reset[n]));
  const next = numbers(9);
  const visited: VisitedStep[] = [];
  let state = Object.fromEntries(names.map((n) => [startLabel(n), quantities[n].value]));
  for (let t = 0; t < STEPS; t++) {
    const scope: Record<string, number> = { ...state };
    for (let k = 0; k < projections; k++) {
      const active = next() < 0.5;
      scope[arrivedLabel(k)] = active ? strength * (next() * 1.5 - 0.25) : 0;
    }
    const after = integrate(scope);
    names.forEach((n, i) => {
      scope[stateLabel(n)] = after[i];
    });
    const [distance = Number.NEGATIVE_INFINITY] = threshold(scope);
    scope[SPIKE_LABEL] = distance >= 0 ? 1 : 0;
    if (!after.every(Number.isFinite) || Number.isNaN(distance)) return visited;
    visited.push({ scope, distance });
    const started = reset(scope);
    if (!started.every(Number.isFinite)) return visited;
    state = Object.fromEntries(names.map((n, i) => [startLabel(n), started[i]]));
  }
  return visited;
}
