import { dot, isConstant, ZERO, type Expr, type PopulationDynamics } from '@growcone/core';
import { isFixed } from './is-fixed.ts';

/** One step of an eligibility vector. */
export interface EligibilityStep {
  /** ε(t) = ∂u(t)/∂w along the neuron's own dynamics, over its components. */
  readonly vector: readonly Expr[];
  /** e(t) = ψ(t)·ε(t), the eligibility trace. */
  readonly trace: Expr;
  /** What each component hands to the next step: ∂s(t+1)/∂w, s being the state after the reset. */
  readonly next: Readonly<Record<string, Expr>>;
}

/** The eligibility vector of a synapse, and where each part of it is kept. */
export interface Eligibility {
  /** Components on which all synapses of a presynaptic neuron agree: kept once for them. */
  readonly pre: readonly string[];
  /** Components that differ from synapse to synapse. */
  readonly synapse: readonly string[];
  /**
   * Advances it.
   *
   * @param before - what a component was handed by the step before
   * @param x - 1 if a presynaptic spike arrives, else 0
   */
  step(before: (component: string) => Expr, x: Expr): EligibilityStep;
}

/** How far the values of a component differ: it is always 0, or the same per presynaptic neuron, or per synapse. */
const [NOWHERE, PRE, SYNAPSE] = [0, 1, 2];

/**
 * The eligibility vector of the synapses of one projection, for any neuron and any synapse model:
 * ε(t) = T(t) ς(t−1) + b(t) x(t), e(t) = ψ(t)·ε(t), ς(t) = R(t) ε(t) + r(t) e(t), with T, b, ψ, R and r from the postsynaptic
 * population's linearised step.
 *
 * @param dynamics - the linearised step
 * @param incoming - position of the projection among those into the population
 */
export function eligibility(dynamics: PopulationDynamics, incoming: number): Eligibility {
  const { components, transition, reset, resetSpike, output } = dynamics;
  const drive = dynamics.drive[incoming]!;
  const scopes = scopesOf(dynamics, drive);
  const kept = (scope: number): string[] => components.filter((_, i) => scopes[i] === scope);
  return {
    pre: kept(PRE),
    synapse: kept(SYNAPSE),
    step(before, x) {
      const start = components.map((c, i) => (scopes[i] === NOWHERE ? ZERO : before(c)));
      const vector = transition.map((row, i) => dot(row, start).add(drive[i]!.mul(x)));
      const trace = dot(output, vector);
      const next = components.flatMap((c, i) =>
        scopes[i] === NOWHERE ? [] : [[c, dot(reset[i]!, vector).add(resetSpike[i]!.mul(trace))] as const],
      );
      return { vector, trace, next: Object.fromEntries(next) };
    },
  };
}

/**
 * Where each component must be kept, from the recursion itself: what is multiplied by something of the postsynaptic neuron
 * differs from synapse to synapse, what is multiplied by constants only does not.
 */
function scopesOf(dynamics: PopulationDynamics, drive: readonly Expr[]): readonly number[] {
  const { components, transition, reset, resetSpike, output } = dynamics;
  const through = (factor: Expr, scope: number): number =>
    scope === NOWHERE || isConstant(factor, 0) ? NOWHERE : isFixed(factor) ? scope : SYNAPSE;
  const sum = (row: readonly Expr[], scopes: readonly number[]): number =>
    Math.max(NOWHERE, ...row.map((factor, i) => through(factor, scopes[i]!)));

  let start = components.map(() => NOWHERE);
  for (;;) {
    const vector = transition.map((row, i) => Math.max(sum(row, start), through(drive[i]!, PRE)));
    const trace = sum(output, vector);
    const next = reset.map((row, i) => Math.max(sum(row, vector), through(resetSpike[i]!, trace)));
    // Scopes only grow and there are three of them, so this ends.
    if (next.every((scope, i) => scope === start[i])) return start;
    start = next;
  }
}
