import { dot, variable, ZERO, type Condition, type Expr } from '../expression/expression.ts';
import type { Population, Projection } from '../network/description.ts';
import type { FeedbackEdge, LearningGraph } from './learning-graph.ts';
import type { KeptStep, LoweredPopulation } from './lower-population.ts';
import type { LoweredReadout } from './lower-readout.ts';
import { OWN_PUSH, OWN_SIGNAL, type LoweredSignal } from './lower-signal.ts';
import type { LeafNode } from './node.ts';
import type { Op } from './op.ts';
import type { StoreSpec } from './plan.ts';
import type { NewWrite, PlanBuilder } from './plan-builder.ts';
import { Recorder } from './recorder.ts';
import type { StorePart } from './store-part.ts';

const run = (kernel: number): Op => ({ op: 'run', kernel, replay: false });

/** What the reverse sweep is made from. */
export interface ReverseInput {
  /** Where learning goes. */
  readonly graph: LearningGraph;
  /** Populations by description. */
  readonly population: (population: Population) => LoweredPopulation;
  /** Stores by description. */
  readonly store: (projection: Projection) => StorePart;
  /** The readout. */
  readonly readout: LoweredReadout;
  /** What populations signal to themselves after a trial. */
  readonly signals: ReadonlyMap<Population, LoweredSignal>;
}

/** The reverse sweep. */
export interface LoweredReverse {
  /** One step back. */
  readonly body: readonly Op[];
  /** Array of H by projection: the gradient of a synapse is its sum over arriving spikes. */
  readonly arrived: ReadonlyMap<Projection, number>;
}

/**
 * Makes the body of the reverse sweep (DESIGN §4): per population λ, per incoming projection H, and the gradient of every
 * learned projection from the spikes that were sent.
 *
 * @param builder - the plan
 * @param input - what it is made from
 */
export function lowerReverse(builder: PlanBuilder, input: ReverseInput): LoweredReverse {
  const { graph } = input;
  const back = new Map<Projection, number>();
  const feedbackOps: Op[] = [];
  const neuronOps: Op[] = [];
  const gradientOps: Op[] = [];

  // H first, because feedback reads it from later steps: one array per distinct expression of a population.
  const lambdas = new Map<Population, { readonly recorder: Recorder; readonly writes: NewWrite[] }>();
  const signals = new Map<Population, number[]>();
  for (const population of graph.populations) {
    signals.set(
      population,
      (graph.feedback.get(population) ?? []).map(({ projection }) =>
        builder.array({
          name: `${population.name} signal over ${projection.name}`,
          over: { per: 'neuron', population: population.id },
          lifetime: 'example',
        }),
      ),
    );
  }
  for (const population of graph.populations) {
    lambdas.set(population, lowerLambda(builder, input, population, signals.get(population) ?? [], back));
  }

  for (const population of graph.populations) {
    (graph.feedback.get(population) ?? []).forEach((edge, i) => {
      const into = (signals.get(population) as number[])[i] as number;
      feedbackOps.push(run(lowerFeedback(builder, input, population, edge, into, back)));
    });
    const { recorder, writes } = lambdas.get(population) as { recorder: Recorder; writes: NewWrite[] };
    neuronOps.push(
      run(builder.neurons({ name: `${population.name} backward`, population: population.id }, recorder, writes)),
    );
  }
  for (const projection of graph.learned) {
    const { spec, gradient } = input.store(projection);
    gradientOps.push(lowerGradient(builder, spec, gradient as number, back.get(projection) as number));
  }
  return { body: [...feedbackOps, ...neuronOps, ...gradientOps], arrived: back };
}

/** The gradient of a store's synapses: each spike that arrived adds H of the target. @param builder - the plan @param store - the store @param gradient - the array over it @param arrived - the array of H */
export function lowerGradient(
  builder: PlanBuilder,
  { id, name, delay }: StoreSpec,
  gradient: number,
  arrived: number,
): Op {
  const recorder = new Recorder(() => ({ op: 'read', array: arrived, at: 'post', lag: 0 }));
  const writes: NewWrite[] = [[gradient, variable('H'), true]];
  return run(builder.spikes({ name: `${name} gradient`, store: id, delay }, recorder, writes));
}

/** λ, κ and H of one population, as the writes of one kernel. */
function lowerLambda(
  builder: PlanBuilder,
  { graph, population: lowered, readout, signals: ownSignals }: ReverseInput,
  population: Population,
  signals: readonly number[],
  back: Map<Projection, number>,
): { readonly recorder: Recorder; readonly writes: NewWrite[] } {
  const { part, kept } = lowered(population);
  const { linearised, ownSignal, replay } = kept as KeptStep;
  const over = { per: 'neuron', population: population.id } as const;
  const example = (suffix: string): number =>
    builder.array({ name: `${population.name} ${suffix}`, over, lifetime: 'example' });
  const n = linearised.components.length;
  const carries = linearised.components.map((c) => example(`∂L/∂${c} carried`));
  const direct = part.readout ? readout.direct('neuron') : undefined;
  const trial = ownSignals.get(population)?.trial;

  const read = (array: number): LeafNode => ({ op: 'read', array, at: 'neuron', lag: 0 });
  const recorder = new Recorder((name) => {
    const [kind, index] = name.split('#');
    if (kind === 'carry') return read(carries[Number(index)] as number);
    if (kind === 'signal') return read(signals[Number(index)] as number);
    if (name === OWN_SIGNAL.label) return read(trial?.signal as number);
    if (name === OWN_PUSH.label) return read(trial?.push as number);
    return direct?.bind(name);
  });
  replay(recorder, read);

  const carry = carries.map((_, i) => variable(`carry#${i}`));
  let signal: Expr = signals.reduce<Expr>((sum, _, i) => sum.add(variable(`signal#${i}`)), direct?.expr ?? ZERO);
  signal = signal.add(trial?.signal === undefined ? ownSignal : OWN_SIGNAL).add(dot(linearised.resetSpike, carry));
  const pushed = (i: number): Expr =>
    trial?.push === undefined ? ZERO : (linearised.distance[i] as Expr).mul(OWN_PUSH);
  const lambda = carry.map((_, i) =>
    (linearised.output[i] as Expr)
      .mul(signal)
      .add(pushed(i))
      .add(
        dot(
          linearised.reset.map((row) => row[i] as Expr),
          carry,
        ),
      ),
  );
  const writes: NewWrite[] = carries.map((array, j) => {
    const column = linearised.transition.map((row) => row[j] as Expr);
    return [array, n > 0 ? dot(column, lambda) : ZERO];
  });

  // Projections with the same drive (two delta projections, say) share one H.
  const byPosition = new Map<number, number>();
  part.incoming.forEach((projection, k) => {
    const carriesFeedback = (graph.feedback.get(projection.pre) ?? []).some((e) => e.projection === projection);
    if (!graph.learned.has(projection) && !carriesFeedback) return;
    const h = dot(linearised.drive[k] as readonly Expr[], lambda);
    const position = recorder.position(h);
    let array = byPosition.get(position);
    if (array === undefined) {
      array = example(`∂L/∂arrived over ${projection.name}`);
      byPosition.set(position, array);
      writes.push([array, h]);
    }
    if (carriesFeedback) builder.keepSteps(array, projection.delay + 1);
    back.set(projection, array);
  });
  return { recorder, writes };
}

/** Σ ŵ·H(t + d) over a presynaptic neuron's synapses, where its own surrogate slope is not 0. */
function lowerFeedback(
  builder: PlanBuilder,
  input: ReverseInput,
  population: Population,
  { projection, kind }: FeedbackEdge,
  into: number,
  back: ReadonlyMap<Projection, number>,
): number {
  const kept = input.population(population).kept as KeptStep;
  const store = input.store(projection);
  const weight = kind === 'symmetric' ? store.delivered : (store.feedback as number);
  const recorder = new Recorder((name) =>
    name === 'w'
      ? { op: 'read', array: weight, at: 'synapse', lag: 0 }
      : { op: 'read', array: back.get(projection) as number, at: 'post', lag: -projection.delay },
  );
  kept.replay(recorder, (array) => ({ op: 'read', array, at: 'pre', lag: 0 }));
  const { name, id } = projection;
  return builder.rows(
    { name: `${name} feedback`, store: id },
    recorder,
    [[into, variable('w').mul(variable('H'))]],
    active(kept.linearised.output),
  );
}

/** Whether a neuron's surrogate slope is not 0; undefined if that is always so. */
function active(output: readonly Expr[]): Condition | undefined {
  const varying = output.filter((e) => !(e.op === 'constant' && e.value === 0));
  if (varying.some((e) => e.op === 'constant')) return undefined;
  return varying.map((e) => e.eq(0).not()).reduce<Condition | undefined>((any, c) => (any ? any.or(c) : c), undefined);
}
