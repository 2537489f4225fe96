import type { Backend, Device, Plan, Program, Refusal, Supports } from '@growcone/core';
import type { Variation } from './machine.ts';
import { planProblems } from './plan-problems.ts';
import { interpret } from './program.ts';
import { DisposedError, PlanRefusedError } from './program-errors.ts';

/** How the reference interpreter runs a plan; everything left out gives the golden model. */
export interface ReferenceOptions {
  /**
   * Replaces the step at threshold by a smooth function of the distance above it, and spikes by its values, so that a
   * loss has finite differences. A spike's slope must then be the derivative of this function. For tests of gradients.
   *
   * @param distance - distance above threshold
   */
  smooth?(distance: number): number;
  /** Steps per segment: recomputes segments in the reverse sweep instead of keeping whole trials, as devices do. */
  readonly segment?: number;
  /**
   * `float32` rounds every operation and stored value to single precision, as a device that fuses nothing and adds in the
   * order of the plan does. Exponentials and their like are rounded from double precision.
   */
  readonly precision?: 'float64' | 'float32';
}

const SUPPORTS: Omit<Supports, 'float64'> = {
  formats: ['dense', 'rows', 'growable-rows', 'bit-mask'],
  shapes: ['neurons', 'spikes', 'post-spikes', 'rows', 'synapses', 'reduce', 'network'],
  reverse: true,
  rewiring: true,
  continues: true,
};

/**
 * The reference interpreter: walks a plan op by op in double precision, one example after another. It is the golden model
 * that every backend is compared with, written to be read rather than to be fast.
 *
 * @param options - for tests; leave out for the golden model
 */
export function reference(options: ReferenceOptions = {}): Backend {
  const variation: Variation = {
    single: options.precision === 'float32',
    smooth: options.smooth,
    segment: options.segment,
  };
  const name = ['reference', ...Object.keys(options)].join(' ');
  return { name, apiVersion: 1, open: async () => openDevice(name, variation) };
}

function openDevice(name: string, variation: Variation): Device {
  const programs: Program[] = [];
  let disposed = false;
  const refusals = (plan: Plan): readonly Refusal[] => planProblems(plan);
  return {
    name,
    supports: { ...SUPPORTS, float64: !variation.single },
    refusals,
    async load(plan) {
      if (disposed) throw new DisposedError(`The device '${name}'`, 'load');
      const reasons = refusals(plan);
      if (reasons.length > 0) throw new PlanRefusedError(name, reasons);
      const program = interpret(plan, variation);
      programs.push(program);
      return program;
    },
    async [Symbol.asyncDispose]() {
      disposed = true;
      await Promise.all(programs.map((program) => program[Symbol.asyncDispose]()));
    },
  };
}
