import type { TrialResult } from '../plan/backend.ts';
import type { CompiledPlan } from '../plan/compile-plan.ts';

/** A number that a learning rule tells about a population: the mean over its neurons and the batch's examples. */
export interface PopulationReport {
  /** Name of the population. */
  readonly population: string;
  /** Name of the number. */
  readonly name: string;
  /** Its unit. */
  readonly unit: string;
  /** The number. */
  readonly value: number;
  /** What is wrong, where the number says that something is. */
  readonly alarm?: string;
}

/**
 * The reports of a batch.
 *
 * @internal
 */
export function reportsOf(
  compiled: CompiledPlan,
  { outputs }: TrialResult,
  examples: number,
): readonly PopulationReport[] {
  return [...compiled.reports].flatMap(([{ name: population, size }, reports]) =>
    reports.map(({ report: { name, unit, alarm }, array }): PopulationReport => {
      const sums = outputs[array] as Float32Array;
      const value = sums.reduce((total, sum) => total + sum, 0) / (examples * size);
      const wrong = alarm !== undefined && value <= alarm.atMost;
      return { population, name, unit, value, ...(wrong ? { alarm: `'${population}' ${alarm.message}` } : {}) };
    }),
  );
}
