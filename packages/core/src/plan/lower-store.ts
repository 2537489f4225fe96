import { chooseFormat } from '../connectivity/choose-format.ts';
import type { StoreFormat } from '../connectivity/store.ts';
import { variable } from '../expression/expression.ts';
import type { NetworkDescription, Projection } from '../network/description.ts';
import { checkPlugins } from '../plugin-api.ts';
import type { LearningGraph } from './learning-graph.ts';
import type { PlanBuilder } from './plan-builder.ts';
import type { PopulationPart } from './population-part.ts';
import { Recorder } from './recorder.ts';
import { storePart, type StorePart } from './store-part.ts';

/**
 * Adds a projection's store with everything that the network attaches to it.
 *
 * @param builder - the plan
 * @param description - the network
 * @param projection - the projection
 * @param graph - where learning goes
 * @param supported - storage formats of the device; all if left out
 */
export function lowerStore(
  builder: PlanBuilder,
  description: NetworkDescription,
  projection: Projection,
  graph: LearningGraph | undefined,
  supported: readonly StoreFormat[] | undefined,
): StorePart {
  const rewiring = description.rewirings.find((r) => r.projection === projection)?.rule;
  const feedback = [...(graph?.feedback.values() ?? [])].flat().find((e) => e.projection === projection);
  const edited = rewiring?.edit !== undefined;
  const { connect, pre, post, format } = projection;
  const learns = description.learning.find((l) => l.projections.includes(projection));
  const plastic = description.plasticity.find((p) => p.projection === projection)?.rule;
  const plasticity = plastic && {
    rule: plastic.name,
    update: plastic.update({ projection: projection.name, dt: description.dt }),
  };
  if (plasticity) checkPlugins({ ...plasticity.update, kind: 'plasticity', name: plasticity.rule });
  return storePart(builder, projection, {
    optimiser: learns?.optimiser,
    rewiring,
    plasticity,
    randomFeedback: feedback?.kind === 'random',
    format: chooseFormat({
      density: connect.density(pre.size, post.size),
      rewired: edited,
      sharedValues: projection.sharedWeight && !learns && !rewiring && !plastic,
      multapses: connect.multapses,
      columns: plasticity?.update.onPostSpike !== undefined,
      postSize: post.size,
      override: format,
      ...(supported ? { supported } : {}),
    }),
  });
}

/**
 * Delivery of arriving spikes: every synapse of a neuron that fired `delay` steps ago adds the weight that the network sees.
 *
 * @param builder - the plan
 * @param store - the projection
 * @param post - its postsynaptic population
 */
export function lowerDelivery(builder: PlanBuilder, store: StorePart, post: PopulationPart): number {
  const { id, name, delay } = store.projection;
  const target = post.arrived[post.incoming.indexOf(store.projection)] as number;
  const recorder = new Recorder(() => ({ op: 'read', array: store.delivered, at: 'synapse', lag: 0 }));
  return builder.spikes({ name: `${name} delivery`, store: id, delay }, recorder, [[target, variable('w'), true]]);
}
