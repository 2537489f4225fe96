import { initialNeuronValues, initialSynapseValues } from '../connectivity/initial-values.ts';
import { initialSnapshot } from '../connectivity/snapshot.ts';
import type { Program } from '../plan/backend.ts';
import type { CompiledPlan } from '../plan/compile-plan.ts';
import { NetworkError } from '../plan/plan-errors.ts';
import type { StoreSpec } from '../plan/plan.ts';
import { seedKey } from '../random/seed.ts';
import type { NetworkDescription } from './description.ts';

// Number of the weight among the variables of a projection that are drawn.
const WEIGHT = 0;

/**
 * Draws connectivity, weights and initial neuron state, and puts them into a program: the state in which a network starts.
 *
 * @param description - the network
 * @param compiled - its plan
 * @param program - the loaded plan
 */
export async function initialise(
  description: NetworkDescription,
  compiled: CompiledPlan,
  program: Program,
): Promise<void> {
  const key = seedKey(description.seed);
  for (const projection of description.projections) {
    const { id, pre, post, connect, weight } = projection;
    const pairs = connect.connect({
      preSize: pre.size,
      postSize: post.size,
      samePopulation: pre === post,
      key,
      projection: id,
    });
    if (pairs.pre.length === 0) {
      throw new NetworkError(
        'EMPTY_PROJECTION',
        `Projection '${projection.name}' has no synapse: '${connect.name}' joined none of ${pre.size} × ${post.size} ` +
          'pairs. Raise its density or degree, or leave the projection out.',
        { projection: projection.name },
      );
    }
    const w = initialSynapseValues(weight, pairs, post.size, { key, owner: id, variable: WEIGHT });
    const { variables } = compiled.plan.stores[id] as StoreSpec;
    await program.writeStore(id, initialSnapshot(pairs, variables, { w }));
  }
  for (const [population, arrays] of compiled.initial) {
    // Numbers of a population's variables: the neuron's own first, then those of its synapses, in network order.
    const names = compiled.variables.get(population) ?? [];
    for (const [name, array] of Object.entries(arrays)) {
      const owner = { key, owner: population.id, variable: names.indexOf(name) };
      await program.write(array, initialNeuronValues(population.initial[name] ?? 0, population.size, owner));
    }
  }
  if ((compiled.plan.entries['start'] ?? []).length > 0) {
    await program.run('start', { size: 1, steps: 1, firstExample: 0, update: 0, spikes: {}, values: {} });
  }
}
