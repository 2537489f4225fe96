import { exp, type Expr } from '@growcone/core';

/** Which earlier spikes form a pair with a spike: all of them, or the last one only. */
export type Pairing = 'all' | 'nearest';

/** A filtered spike train: it jumps with every spike and decays exponentially. */
export interface Trace {
  /**
   * Its value when a step begins, spikes of that step not included.
   *
   * @param before - what the step before left
   */
  now(before: Expr): Expr;
  /**
   * What the step leaves.
   *
   * @param before - what the step before left
   * @param spike - 1 if there is a spike, else 0
   */
  next(before: Expr, spike: Expr): Expr;
}

/** A trace. @param tau - its time constant in ms @param dt - step in ms @param pairing - whether spikes add up or replace each other */
export function trace(tau: number, dt: number, pairing: Pairing): Trace {
  const decay = exp(-dt / tau);
  const now = (before: Expr): Expr => before.mul(decay);
  return {
    now,
    next: (before, spike) => (pairing === 'all' ? now(before).add(spike) : spike.gt(0).select(1, now(before))),
  };
}
