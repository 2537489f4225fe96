import { derivative } from '../expression/derivative.ts';
import { isConstant, ONE, ZERO, type Expr } from '../expression/expression.ts';
import {
  arrivedLabel,
  SPIKE_LABEL,
  startLabel,
  stateLabel,
  type IncomingProjection,
  type PopulationStep,
} from './population-step.ts';

/**
 * What a learning rule may know about a population: its step, linearised. Nothing here names a model, so a rule
 * written against it works for any neuron and any mix of synapses.
 *
 * With λ = ∂L/∂u: one step back is λ(t) = ψ·(s + resetSpike·κ) + resetᵀκ where κ = transition(t+1)ᵀ λ(t+1) and s is the
 * learning signal ∂L/∂z. Together D(t+1) = transition(t+1)·(reset(t) + resetSpike(t)⊗ψ(t)).
 */
export interface PopulationDynamics {
  /**
   * The joint state variables that learning passes through: those that an arriving spike can change and that can
   * change the output. The others (a refractory counter, say) have no derivative that matters.
   */
  readonly components: readonly string[];
  /** ∂u(t)/∂s(t), row by row, over components; in terms of `s.*`, `arrived.*` and `current`. */
  readonly transition: readonly (readonly Expr[])[];
  /** ∂s(t+1)/∂u(t) at fixed spike, row by row; in terms of `u.*` and `z`. */
  readonly reset: readonly (readonly Expr[])[];
  /** ∂s(t+1)/∂z(t); in terms of `u.*` and `z`. Zero where the reset detaches the spike. */
  readonly resetSpike: readonly Expr[];
  /** b: ∂u(t)/∂arrived, one row per incoming projection. */
  readonly drive: readonly (readonly Expr[])[];
  /** ψ: ∂z/∂u, or for a graded neuron 1 at its first variable; in terms of `u.*`. */
  readonly output: readonly Expr[];
  /** ∂(distance above threshold)/∂u, in terms of `u.*`; 0 for a graded neuron. */
  readonly distance: readonly Expr[];
}

/**
 * Linearises a recorded step.
 *
 * @param step - from `recordPopulationStep`
 * @param incoming - the projections it was recorded with
 */
export function populationDynamics(step: PopulationStep, incoming: readonly IncomingProjection[]): PopulationDynamics {
  const { names, integrated, reset, threshold, slope } = step;
  const at = (of: Readonly<Record<string, Expr>>, n: string): Expr => of[n] as Expr;
  const transition = names.map((n) => names.map((m) => derivative(at(integrated, n), startLabel(m))));
  const resetDirect = names.map((n) => names.map((m) => derivative(at(reset, n), stateLabel(m))));
  const resetSpike = names.map((n) => derivative(at(reset, n), SPIKE_LABEL));
  const drive = incoming.map((_, k) => names.map((n) => derivative(at(integrated, n), arrivedLabel(k))));
  const distance = names.map((n) => (threshold ? derivative(threshold, stateLabel(n)) : ZERO));
  const output = distance.map((d, i) => {
    if (!slope) return i === 0 ? ONE : ZERO;
    return timesFactored(slope, d);
  });

  const live = liveComponents(transition, resetDirect, resetSpike, drive, output);
  const pick = <T>(row: readonly T[]): T[] => live.map((i) => row[i] as T);
  return {
    components: pick(names),
    transition: pick(transition).map(pick),
    reset: pick(resetDirect).map(pick),
    resetSpike: pick(resetSpike),
    drive: drive.map(pick),
    output: pick(output),
    distance: pick(distance),
  };
}

/** Components that lie on a path from an arriving spike to the output, found from which entries are not zero. */
function liveComponents(
  transition: readonly (readonly Expr[])[],
  reset: readonly (readonly Expr[])[],
  resetSpike: readonly Expr[],
  drive: readonly (readonly Expr[])[],
  output: readonly Expr[],
): number[] {
  const nonZero = (e: Expr | undefined): boolean => e !== undefined && !isConstant(e, 0);
  const n = output.length;
  const all = Array.from({ length: n }, (_, i) => i);
  const reached = all.map((i) => drive.some((row) => nonZero(row[i])));
  const seen = all.map((i) => nonZero(output[i]));
  // step[i][j]: u_j of one step can change u_i of the next, directly, through the reset, or through the spike.
  const step = all.map((i) =>
    all.map((j) =>
      all.some(
        (k) =>
          nonZero(transition[i]?.[k]) && (nonZero(reset[k]?.[j]) || (nonZero(resetSpike[k]) && nonZero(output[j]))),
      ),
    ),
  );
  for (let round = 0; round < n; round++) {
    for (const i of all) {
      for (const j of all) {
        if (!step[i]?.[j]) continue;
        if (reached[j]) reached[i] = true;
        if (seen[i]) seen[j] = true;
      }
    }
  }
  return all.filter((i) => reached[i] && seen[i]);
}

/** a·b with a constant factor of b outside, so that the slope in several entries is one value to record. */
function timesFactored(a: Expr, b: Expr): Expr {
  const [first, second] = b.args as readonly [Expr, Expr];
  if (b.op === 'neg') return timesFactored(a, first).neg();
  if (b.op === 'mul' && isConstant(second)) return timesFactored(a, first).mul(second);
  if (b.op === 'mul' && isConstant(first)) return timesFactored(a, second).mul(first);
  return a.mul(b);
}
