import type { NetworkDescription, Population, Projection } from '../network/description.ts';
import type { Feedback, LearningRule, PopulationSite, ProjectionSite } from '../rule/learning-rule.ts';
import { NetworkError } from './plan-errors.ts';
import type { PopulationPart } from './population-part.ts';

/** A projection that carries the learning signal backwards. */
export interface FeedbackEdge {
  /** The projection. */
  readonly projection: Projection;
  /** How the signal crosses it. */
  readonly kind: Feedback;
}

/** Which populations learning passes through, and over which projections the signal travels back. */
export interface LearningGraph {
  /** The rule. */
  readonly rule: LearningRule;
  /** The projections that learn. */
  readonly learned: ReadonlySet<Projection>;
  /** Populations with a learning signal, in network order. */
  readonly populations: readonly Population[];
  /** Feedback that leaves a population, by population: over its outgoing projections. */
  readonly feedback: ReadonlyMap<Population, readonly FeedbackEdge[]>;
}

/**
 * What a rule may know of a projection.
 *
 * @param projection - the projection
 * @param description - the network
 * @param part - parts by population
 */
export function projectionSite(
  projection: Projection,
  description: NetworkDescription,
  part: (population: Population) => PopulationPart,
): ProjectionSite {
  const { incoming, dynamics, step } = part(projection.post);
  const post: PopulationSite = {
    name: projection.post.name,
    spiking: step.threshold !== undefined,
    readout: description.readout?.population === projection.post,
    dynamics,
  };
  return { name: projection.name, delay: projection.delay, incoming: incoming.indexOf(projection), post };
}

/**
 * Finds where learning goes: from the learned projections up to the readout.
 *
 * @param description - the network
 * @param site - what a rule may know of a projection
 */
export function learningGraph(
  description: NetworkDescription,
  site: (projection: Projection) => ProjectionSite,
): LearningGraph | undefined {
  const { learning, projections, populations, readout } = description;
  const rule = learning[0]?.rule;
  if (!rule) return undefined;
  const other = learning.find((l) => l.rule !== rule);
  if (other) {
    throw new NetworkError(
      'TWO_LEARNING_RULES',
      `A network learns by one gradient rule, got '${rule.name}' and another '${other.rule.name}'. Pass the same rule ` +
        'object to every network.learn call; optimisers may differ.',
      { rules: learning.map((l) => l.rule.name) },
    );
  }
  if (!readout) {
    throw new NetworkError(
      'NO_READOUT',
      `'${rule.name}' needs a learning signal, but the network has no readout. Attach one: ` +
        'network.readout(population, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: "step" }) }).',
      { rule: rule.name },
    );
  }

  const learned = new Set(learning.flatMap((l) => l.projections));
  const found = new Set<Population>([...learned].map((p) => p.post));
  const edges = projections.flatMap((projection): FeedbackEdge[] => {
    if (projection.pre.model.source === 'input') return [];
    const kind = rule.feedback(site(projection));
    return kind === undefined ? [] : [{ projection, kind }];
  });
  const reached = reachedFrom(readout.population, edges);
  const feedback = new Map<Population, FeedbackEdge[]>();
  for (const population of found) {
    // A signal that comes from where the readout is not reached is 0 for ever.
    const own = edges.filter(({ projection: { pre, post } }) => pre === population && reached.has(post));
    feedback.set(population, own);
    for (const { projection } of own) found.add(projection.post);
  }
  for (const population of found) {
    if (!reached.has(population)) {
      throw new NetworkError(
        'NO_LEARNING_SIGNAL',
        `No learning signal reaches population '${population.name}': '${rule.name}' sends none back over any of its ` +
          `outgoing projections. Project '${population.name}' to the readout '${readout.population.name}', or do not ` +
          'learn the projections into it.',
        { population: population.name, rule: rule.name },
      );
    }
  }
  return { rule, learned, populations: populations.filter((p) => found.has(p)), feedback };
}

/** The populations that a learning signal of the readout reaches, against the direction of the projections. */
function reachedFrom(readout: Population, edges: readonly FeedbackEdge[]): ReadonlySet<Population> {
  const reached = new Set([readout]);
  for (const population of reached) {
    for (const { projection } of edges) if (projection.post === population) reached.add(projection.pre);
  }
  return reached;
}
