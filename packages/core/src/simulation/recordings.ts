import type { NetworkDescription } from '../network/description.ts';
import type { SpikeBatch, TrialResult } from '../plan/backend.ts';
import type { CompiledPlan } from '../plan/compile-plan.ts';

type Values = Float32Array | Float64Array;

interface Recordings {
  readonly spikes: Readonly<Record<string, SpikeBatch>>;
  readonly variables: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

/**
 * What a run recorded, by name of the population.
 *
 * @internal
 */
export function recordingsOf(
  { populations }: NetworkDescription,
  { observed }: CompiledPlan,
  result: TrialResult,
): Recordings {
  const spikes: Record<string, SpikeBatch> = {};
  const variables: Record<string, Record<string, Values>> = {};
  for (const population of populations) {
    const { id, name } = population;
    const sent = result.spikes[id];
    if (sent) spikes[name] = sent;
    const arrays = Object.entries(observed.get(population) ?? {});
    if (arrays.length > 0) {
      variables[name] = Object.fromEntries(
        arrays.map(([variable, array]) => [variable, result.records[array] as Values]),
      );
    }
  }
  return { spikes, variables };
}
