import { initialNeuronValues, initialSynapseValues } from '../connectivity/initial-values.ts';
import { initialSnapshot, type StoreSnapshot } from '../connectivity/snapshot.ts';
import type { Program } from '../plan/backend.ts';
import type { CompiledPlan } from '../plan/compile-plan.ts';
import { NetworkError } from '../plan/plan-errors.ts';
import type { StoreSpec } from '../plan/plan.ts';
import { seedKey } from '../random/seed.ts';
import type { NetworkDescription } from './description.ts';

// Number of the weight among the variables of a projection that are drawn.
const WEIGHT = 0;

/** The state in which a network starts. */
export interface InitialState {
  /** Synapses by store. */
  readonly stores: readonly StoreSnapshot[];
  /** Values of shared arrays. */
  readonly arrays: ReadonlyMap<number, Float32Array>;
}

/**
 * Draws connectivity, weights and initial neuron state.
 *
 * @param description - the network
 * @param compiled - its plan
 */
export function drawInitialState(description: NetworkDescription, compiled: CompiledPlan): InitialState {
  const key = seedKey(description.seed);
  const stores = description.projections.map((projection): StoreSnapshot => {
    const { id, pre, post, connect, weight } = projection;
    const pairs = connect.connect({
      preSize: pre.size,
      postSize: post.size,
      samePopulation: pre === post,
      key,
      projection: id,
    });
    // Where pairs are drawn, synapses may grow from nothing.
    const grows = compiled.plan.rewirings.some(({ kind, store }) => kind === 'attempts' && store === id);
    if (pairs.pre.length === 0 && !grows) {
      throw new NetworkError(
        'EMPTY_PROJECTION',
        `Projection '${projection.name}' has no synapse: '${connect.name}' joined none of ${pre.size} × ${post.size} ` +
          'pairs. Raise its density or degree, or leave the projection out.',
        { projection: projection.name },
      );
    }
    const w = initialSynapseValues(weight, pairs, post.size, { key, owner: id, variable: WEIGHT });
    const { variables } = compiled.plan.stores[id] as StoreSpec;
    return initialSnapshot(pairs, variables, { w });
  });
  const arrays = new Map<number, Float32Array>();
  for (const [population, ofPopulation] of compiled.initial) {
    // Numbers of a population's variables: the neuron's own first, then those of its synapses, in network order.
    const names = compiled.variables.get(population) ?? [];
    for (const [name, array] of Object.entries(ofPopulation)) {
      const owner = { key, owner: population.id, variable: names.indexOf(name) };
      arrays.set(array, initialNeuronValues(population.initial[name] ?? 0, population.size, owner));
    }
  }
  return { stores, arrays };
}

/**
 * Puts the state in which a network starts into a program.
 *
 * @param initial - the state
 * @param compiled - the plan
 * @param program - the loaded plan
 */
export async function placeInitialState(
  { stores, arrays }: InitialState,
  { plan }: CompiledPlan,
  program: Program,
): Promise<void> {
  for (const [id, snapshot] of stores.entries()) await program.writeStore(id, snapshot);
  for (const [array, values] of arrays) await program.write(array, values);
  if ((plan.entries['start'] ?? []).length > 0) {
    await program.run('start', { size: 1, steps: 1, firstExample: 0, update: 0, spikes: {}, values: {} });
  }
}
