import {
  UnsupportedRuleError,
  type Backend,
  type LearningRule,
  type NeuronModel,
  type Simulation,
  type SpikeBatch,
  type StoreSnapshot,
} from '@growcone/core';
import type { Check } from '../check/check.ts';
import { makeCheck, type Judge } from '../check/judge.ts';
import { wholeGradient } from '../models/learning.ts';
import { numbers, randomTrains } from '../plans/spike-trains.ts';
import { forwardMode, type ForwardAnswer, type ForwardQuestion } from './forward-mode.ts';
import { gradientNetworks, type GradientNetwork } from './gradient-networks.ts';

/** What gradients are compared. */
export interface GradientLawsOptions {
  /** The rule; the whole gradient by the reverse sweep if left out. Called once per network. */
  readonly rule?: () => LearningRule;
  /**
   * Over which projections the rule sends its signal back: over all of them, or only over those into the readout, which
   * gives e-prop's gradient. All if left out.
   */
  readonly carries?: 'all' | 'readout';
  /** More neurons to put into the loop of a network, such as a plugin's own. */
  readonly neurons?: readonly NeuronModel[];
  /** Steps of a trial; 80 if left out. */
  readonly steps?: number;
  /** Examples of a batch; 2 if left out. */
  readonly examples?: number;
  /**
   * Reasons for which the rule may refuse a network, by their stable names (`reason` of an `UnsupportedRuleError`). A
   * refusal for another reason is a failure; none is allowed if left out.
   */
  readonly refuses?: readonly string[];
}

/** Largest relative difference: forward mode and the sweep both round, over paths of a few thousand operations. */
const BOUNDS = { float64: 1e-12, float32: 1e-4 };

/**
 * Checks that the gradient which a backend computes for a compiled network is the derivative of the loss, spikes
 * differentiated by their surrogate slope, against forward-mode differentiation of the same equations.
 *
 * @param backend - where the networks run
 * @param options - rule, neurons, sizes
 */
export function gradientLaws(backend: Backend, options: GradientLawsOptions = {}): readonly Check[] {
  const { rule = wholeGradient, carries = 'all', neurons = [], steps = 80, examples = 2, refuses = [] } = options;
  const name = rule().name;
  return gradientNetworks(rule, neurons).map((net) =>
    makeCheck(
      `gradient: ${net.name}`,
      `The gradient of '${name}' is the forward-mode derivative of the loss` +
        (carries === 'all' ? '.' : ' in which learning passes back over the projections into the readout only.'),
      `${net.projections.length} projections with delays 1 to 5, ${examples} examples of ${steps} steps, on '${backend.name}'`,
      async (judge) => {
        const simulation = await compiled(net, backend, refuses);
        if (!simulation) return;
        try {
          await compare(judge, simulation, net, { carries, steps, examples });
        } finally {
          await simulation[Symbol.asyncDispose]();
        }
      },
    ),
  );
}

/** The network, ready to run; undefined if the rule refuses it for a reason that it may have. */
async function compiled(
  { network }: GradientNetwork,
  backend: Backend,
  refuses: readonly string[],
): Promise<Simulation | undefined> {
  try {
    return await network.compile(backend);
  } catch (error) {
    const reason = error instanceof UnsupportedRuleError ? error.fields['reason'] : undefined;
    if (typeof reason === 'string' && refuses.includes(reason)) return undefined;
    throw error;
  }
}

interface Sizes {
  readonly carries: 'all' | 'readout';
  readonly steps: number;
  readonly examples: number;
}

async function compare(
  judge: Judge,
  simulation: Simulation,
  net: GradientNetwork,
  { carries, steps, examples }: Sizes,
): Promise<void> {
  const spikes = randomTrains({ neurons: net.source.size, steps, examples, rate: 0.18, seed: 5 });
  const next = numbers(6);
  const byClass = net.loss.target === 'class';
  const values = Float32Array.from({ length: examples * net.output.size }, () => Math.round(next() * 8) / 8);
  const classes = Uint32Array.from({ length: examples }, (_, e) => e % net.output.size);
  const batch = { source: spikes, output: byClass ? classes : values };

  const synapses: Record<string, StoreSnapshot> = {};
  for (const p of net.projections) synapses[p.name] = await simulation.synapses(p);
  const { dt, populations, projections } = net.network.describe();
  const question: ForwardQuestion = {
    dt,
    populations,
    projections,
    synapses,
    spikes: { source: spikes },
    output: net.output.name,
    readout: net.readout,
    loss: net.loss,
    targets: Array.from({ length: examples }, (_, e) =>
      byClass ? classes[e] : values.subarray(e * net.output.size, (e + 1) * net.output.size),
    ),
    feedback: (p) => carries === 'all' || p.post.name === net.output.name,
  };
  const answer = forwardMode(question);
  await sameRaster(judge, simulation, net, answer, batch);

  const { loss } = await simulation.accumulate(batch);
  const expected = answer.loss / examples / (net.loss.at === 'step' ? steps : 1);
  const double = gradientOf(await simulation.gradient(net.projections[0])) instanceof Float64Array;
  const bound = double ? BOUNDS.float64 : BOUNDS.float32;
  const because = double
    ? 'both sides round in double precision, over paths of a few thousand operations'
    : 'single precision rounds 2^-24 per operation, over paths of a few hundred operations that matter';
  judge.close('the loss', [expected], [loss], { value: bound * Math.max(1, Math.abs(expected)), because });
  for (const projection of net.projections) {
    const snapshot = await simulation.gradient(projection);
    const { pre, post } = snapshot;
    const reference = answer.gradients[projection.name];
    const size = Math.hypot(...reference);
    const where = (i: number): string => `synapse from ${pre[i]} to ${post[i]}`;
    judge.close(
      `gradient of '${projection.name}'`,
      reference,
      gradientOf(snapshot),
      {
        value: bound * size,
        because: `${because}; it is ${bound} of the norm of the gradient, ${size.toPrecision(3)}`,
      },
      where,
    );
  }
}

/** The only variable of a gradient's snapshot. */
const gradientOf = ({ variables }: StoreSnapshot): ArrayLike<number> => Object.values(variables)[0] ?? [];

/** The spikes must be the same, or the gradients are those of two different trials. */
async function sameRaster(
  judge: Judge,
  simulation: Simulation,
  net: GradientNetwork,
  { raster }: ForwardAnswer,
  batch: Record<string, SpikeBatch | ArrayLike<number>>,
): Promise<void> {
  const { spikes } = await simulation.evaluate(batch);
  for (const { name } of net.firing) {
    const expected = raster[name].flatMap((example) => example.flatMap((list, t) => list.flatMap((n) => [t + 1, n])));
    const got = spikes[name];
    const seen: number[] = [];
    for (let e = 0; e < got.size; e++) {
      for (let t = 1; t <= got.steps; t++) {
        const at = e * (got.steps + 1) + t - 1;
        for (let i = got.offsets[at]; i < got.offsets[at + 1]; i++) seen.push(t, got.neurons[i]);
      }
    }
    judge.equal(`steps and neurons of the spikes of '${name}'`, expected, seen);
  }
}
