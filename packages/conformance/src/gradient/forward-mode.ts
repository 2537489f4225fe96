import type { Loss, NeuronModel, Readout, SpikeBatch, StoreSnapshot, SynapseModel } from '@growcone/core';
import { fixed, type Dual } from './dual-program.ts';
import { lossForward, plus } from './loss-forward.ts';
import { populationForward } from './population-forward.ts';

/** A population, as forward mode needs it; a population of core's network description is one. */
export interface ForwardPopulation {
  /** Its name. */
  readonly name: string;
  /** Number of neurons. */
  readonly size: number;
  /** The neuron model. */
  readonly model: NeuronModel;
}

/** A projection, as forward mode needs it; a projection of core's network description is one. */
export interface ForwardProjection {
  /** Its name. */
  readonly name: string;
  /** Presynaptic population. */
  readonly pre: Pick<ForwardPopulation, 'name'>;
  /** Postsynaptic population. */
  readonly post: Pick<ForwardPopulation, 'name'>;
  /** Steps between emission and arrival. */
  readonly delay: number;
  /** The synapse model. */
  readonly synapse: SynapseModel;
}

/** What forward mode differentiates. */
export interface ForwardQuestion {
  /** Step in ms. */
  readonly dt: number;
  /** The populations. */
  readonly populations: readonly ForwardPopulation[];
  /** The projections. */
  readonly projections: readonly ForwardProjection[];
  /** Synapses by projection, with the variable `w`. */
  readonly synapses: Readonly<Record<string, StoreSnapshot>>;
  /** Spikes by population, for populations whose spikes come from input. */
  readonly spikes: Readonly<Record<string, SpikeBatch>>;
  /** The population that the loss looks at. */
  readonly output: string;
  /** What a trial amounts to. */
  readonly readout: Readout;
  /** How wrong it is. */
  readonly loss: Loss;
  /** Per example: class number, or a value per output neuron. */
  readonly targets: readonly (number | ArrayLike<number>)[];
  /**
   * Whether learning passes from the postsynaptic to the presynaptic population of a projection; yes if left out. With
   * projections into the output population only, the result is e-prop's gradient instead of the whole one.
   *
   * @param projection - the projection
   */
  feedback?(projection: ForwardProjection): boolean;
}

/** The derivative of a loss. */
export interface ForwardAnswer {
  /** The loss summed over the examples, and over the steps if it is taken at every step. */
  readonly loss: number;
  /** Its derivative with respect to every weight, by projection, in the order of its synapses. */
  readonly gradients: Readonly<Record<string, Float64Array>>;
  /** Spikes per example and step by population that fires: [example][step − 1] lists neurons. */
  readonly raster: Readonly<Record<string, readonly (readonly (readonly number[])[])[]>>;
}

/**
 * The derivative of a loss with respect to every weight by forward mode: tangents of all weights travel with the state
 * through every step, spikes by their surrogate slope. Slow, exact, and independent of the planner, of the symbolic
 * derivative and of both sweeps: the oracle that gradients are compared with.
 *
 * @param question - network, synapses, input and loss
 */
export function forwardMode(question: ForwardQuestion): ForwardAnswer {
  const { projections, synapses, populations } = question;
  const firstParameter: Record<string, number> = {};
  let parameters = 0;
  for (const { name } of projections) {
    firstParameter[name] = parameters;
    parameters += synapses[name].pre.length;
  }
  const total = new Float64Array(parameters);
  const raster: Record<string, number[][][]> = Object.fromEntries(
    populations.filter((p) => p.model.spike).map((p) => [p.name, []]),
  );
  let loss = 0;
  question.targets.forEach((target, example) => {
    const { result, spikes } = runExample(question, { example, target, parameters, firstParameter });
    loss += result.value;
    result.tangent?.forEach((x, i) => {
      total[i] += x;
    });
    for (const [name, lists] of Object.entries(spikes)) raster[name].push(lists);
  });
  const gradients = Object.fromEntries(
    projections.map(({ name }) => {
      const first = firstParameter[name];
      return [name, total.slice(first, first + synapses[name].pre.length)];
    }),
  );
  return { loss, gradients, raster };
}

interface Example {
  readonly example: number;
  readonly target: number | ArrayLike<number>;
  readonly parameters: number;
  readonly firstParameter: Readonly<Record<string, number>>;
}

function runExample(
  question: ForwardQuestion,
  { example, target, parameters, firstParameter }: Example,
): { readonly result: Dual; readonly spikes: Record<string, number[][]> } {
  const { dt, populations, projections, synapses, output, readout, loss, feedback = () => true } = question;
  const steps = Object.values(question.spikes)[0]?.steps ?? 0;
  const size = populations.find((p) => p.name === output)?.size ?? 0;
  const measure = lossForward({ readout, loss, target, size, steps, parameters });
  const modelled = populations
    .filter((p) => p.model.source === 'model')
    .map((population) => {
      const incoming = projections.filter((p) => p.post.name === population.name);
      const forward = populationForward(
        population.model,
        incoming.map((p) => p.synapse),
        dt,
        parameters,
      );
      const states = Array.from({ length: population.size }, () => forward.initial);
      return { population, incoming, forward, states };
    });

  /** Outputs of every population by step; index 0 is the time before the trial. */
  const sent: Record<string, (readonly Dual[])[]> = {};
  for (const { name, size: n } of populations) sent[name] = [Array.from({ length: n }, () => fixed(0))];
  for (const [name, batch] of Object.entries(question.spikes)) {
    for (let t = 1; t <= steps; t++) sent[name].push(inputOf(batch, example, t, sent[name][0].length));
  }
  const spikes: Record<string, number[][]> = Object.fromEntries(
    modelled.filter((m) => m.population.model.spike).map((m) => [m.population.name, []]),
  );

  for (let t = 1; t <= steps; t++) {
    const outputs = modelled.map(({ incoming, forward, states, population }) => {
      const arrivals = incoming.map((p) =>
        arrivalsOf(p, sent[p.pre.name][t - p.delay], synapses[p.name], {
          first: firstParameter[p.name],
          parameters,
          size: population.size,
          carries: feedback(p),
        }),
      );
      return states.map((state, n) => {
        const { output: z, next } = forward.step(
          state,
          arrivals.map((a) => a[n]),
        );
        states[n] = next;
        return z;
      });
    });
    modelled.forEach(({ population }, i) => {
      sent[population.name][t] = outputs[i];
      spikes[population.name]?.push(outputs[i].flatMap((z, n) => (z.value > 0 ? [n] : [])));
    });
    measure.step(sent[output][t], t);
  }
  return { result: measure.finish(), spikes };
}

function inputOf({ offsets, neurons, steps }: SpikeBatch, example: number, step: number, size: number): Dual[] {
  const outputs = Array.from({ length: size }, () => fixed(0));
  const at = example * (steps + 1) + step - 1;
  for (let i = offsets[at]; i < offsets[at + 1]; i++) outputs[neurons[i]] = fixed(1);
  return outputs;
}

/** What arrives at every neuron over one projection: Σ w z, with ∂/∂w = z and, where learning passes, w ∂z. */
function arrivalsOf(
  _projection: ForwardProjection,
  sent: readonly Dual[] | undefined,
  { pre, post, variables }: StoreSnapshot,
  at: { readonly first: number; readonly parameters: number; readonly size: number; readonly carries: boolean },
): Dual[] {
  const sums: Dual[] = Array.from({ length: at.size }, () => fixed(0));
  if (!sent) return sums;
  pre.forEach((i, s) => {
    const z = sent[i];
    const w = variables['w'][s];
    let tangent: Float64Array | undefined;
    if (at.carries && z.tangent) tangent = z.tangent.map((x) => x * w);
    if (z.value !== 0) (tangent ??= new Float64Array(at.parameters))[at.first + s] += z.value;
    if (z.value === 0 && !tangent) return;
    sums[post[s]] = plus(sums[post[s]], { value: w * z.value, tangent });
  });
  return sums;
}
