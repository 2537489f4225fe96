import type { Projection } from '../network/description.ts';
import type { LearningGraph } from './learning-graph.ts';
import { lowerGradient, type LoweredReverse } from './lower-reverse.ts';
import type { Op } from './op.ts';
import { NetworkError } from './plan-errors.ts';
import type { StoreSpec } from './plan.ts';
import type { PlanBuilder } from './plan-builder.ts';
import type { StorePart } from './store-part.ts';

/** The probes of a projection: absent pairs that carry a gradient before a rewiring. */
export interface ProbePart {
  /** Their store. */
  readonly spec: StoreSpec;
  /** Their gradient. */
  readonly gradient: number;
  /** What the reverse sweep does for them. */
  readonly op: Op;
}

/** What probes are made from. */
export interface ProbeInput {
  /** All projections. */
  readonly stores: readonly StorePart[];
  /** Where learning goes. */
  readonly graph: LearningGraph | undefined;
  /** The reverse sweep. */
  readonly reverse: LoweredReverse | undefined;
}

/**
 * Adds a store for the probes of every rewiring that has some, behind those of the projections.
 *
 * @param builder - the plan
 * @param input - what they are made from
 */
export function lowerProbes(
  builder: PlanBuilder,
  { stores, graph, reverse }: ProbeInput,
): ReadonlyMap<Projection, ProbePart> {
  const probes = new Map<Projection, ProbePart>();
  for (const store of stores) {
    const { projection, rewiring, spec: rewired } = store;
    const edit = rewiring?.rule.edit;
    if (!rewiring || !edit || 'draw' in edit || edit.grow?.probe === undefined) continue;
    const { name } = projection;
    const arrived = reverse?.arrived.get(projection);
    if (arrived === undefined || store.gradient === undefined) {
      throw noGradient(rewiring.rule.name, name, graph?.learned.has(projection) ? graph.rule.name : undefined);
    }
    const id = stores.length + probes.size;
    const spec: StoreSpec = { ...rewired, id, name: `probes of ${name}`, variables: [], columns: false };
    const over = { per: 'synapse', store: id } as const;
    const gradient = builder.array({ name: `${spec.name}.gradient`, over, lifetime: 'shard' });
    probes.set(projection, { spec, gradient, op: lowerGradient(builder, spec, gradient, arrived) });
  }
  return probes;
}

/** The error about probes that nothing gives a gradient. */
const noGradient = (rule: string, projection: string, online: string | undefined): NetworkError =>
  online === undefined
    ? new NetworkError(
        'PROBES_NOT_LEARNED',
        `'${rule}' ranks absent pairs of '${projection}' by their gradient, but '${projection}' does not learn. Name it in ` +
          'network.learn, or use a rewiring rule that draws its births.',
        { rule, projection },
      )
    : new NetworkError(
        'PROBES_ONLINE',
        `'${rule}' ranks absent pairs of '${projection}' by their gradient, but '${online}' learns in online form, which has gradients of ` +
          'stored synapses only. Use a learning rule in reverse form, or a rewiring rule that draws its births.',
        { rule, projection, learningRule: online },
      );
