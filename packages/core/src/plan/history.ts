import type { NetworkDescription, Population } from '../network/description.ts';
import type { LearningGraph } from './learning-graph.ts';
import type { OnlineUpdates } from './lower-online.ts';
import type { PopulationSpec } from './plan.ts';
import type { PlanBuilder } from './plan-builder.ts';
import type { RewiringPlan } from './rewiring-plan.ts';

/**
 * For how many steps learning needs a population's linearised step: a reverse sweep all of them, an online rule as many as
 * it is late, and nobody if no learning passes through.
 *
 * @param graph - where learning goes
 * @param updates - the updates of an online rule
 * @param population - the population
 */
export function keptSteps(
  graph: LearningGraph | undefined,
  updates: OnlineUpdates | undefined,
  population: Population,
): 'all' | number | undefined {
  if (!graph?.populations.includes(population)) return undefined;
  if (!updates) return 'all';
  const lags = [...updates].flatMap(([projection, update]) =>
    projection.post === population ? [update.lag ?? 0] : [],
  );
  return 1 + Math.max(0, ...lags);
}

/**
 * The populations as a backend sees them, with how many past steps of their spikes anything reads.
 *
 * @param description - the network
 * @param builder - the plan, with all its kernels
 * @param rewirings - its rewirings
 */
export function populationSpecs(
  description: NetworkDescription,
  builder: PlanBuilder,
  rewirings: readonly RewiringPlan[],
): PopulationSpec[] {
  const lags = builder.kernels.flatMap((kernel) =>
    kernel.nodes.flatMap((node) => (node.op === 'spiked' ? [{ population: node.population, lag: node.lag }] : [])),
  );
  return description.populations.map(({ id, name, size, model }) => {
    const delays = description.projections.flatMap((p) => (p.pre.id === id ? [p.delay] : []));
    const read = lags.flatMap((l) => (l.population === id ? [l.lag] : []));
    const partners = rewirings.flatMap((rule) => {
      const within = rule.kind === 'attempts' && rule.draw.of === 'slots' ? rule.draw.spikedWithin : undefined;
      const isSource = description.projections[rule.store]?.pre.id === id;
      return within !== undefined && isSource ? [within - 1] : [];
    });
    return {
      id,
      name,
      size,
      spikes: model.source === 'input' ? 'input' : model.spike ? 'model' : 'never',
      history: Math.max(1, ...delays, ...read, ...partners),
    };
  });
}
