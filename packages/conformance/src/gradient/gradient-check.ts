import {
  UnsupportedRuleError,
  type Backend,
  type Simulation,
  type SpikeBatch,
  type StoreSnapshot,
} from '@growcone/core';
import type { Check } from '../check/check.ts';
import { makeCheck, type Judge } from '../check/judge.ts';
import { numbers, randomTrains } from '../plans/spike-trains.ts';
import { forwardMode, type ForwardAnswer, type ForwardProjection, type ForwardQuestion } from './forward-mode.ts';
import type { GradientNetwork } from './gradient-networks.ts';

/** How a gradient is compared. */
export interface GradientQuestion {
  /** Where the network runs. */
  readonly backend: Backend;
  /** The law, in one sentence. */
  readonly law: string;
  /** Steps of a trial. */
  readonly steps: number;
  /** Examples of a batch. */
  readonly examples: number;
  /** Reasons for which the rule may refuse the network. */
  readonly refuses: readonly string[];
  /**
   * Whether errors come back over weights that are not the forward ones, so that only the gradient of projections onto the output is a
   * derivative; asked once the network is compiled. No if left out.
   */
  random?(): boolean;
  /** Whether learning passes back over a projection; asked once the network is compiled. @param projection - the projection */
  feedback(projection: ForwardProjection): boolean;
}

/** Largest relative difference: forward mode and the sweep both round, over paths of a few thousand operations. */
const BOUNDS = { float64: 1e-12, float32: 1e-4 };

/**
 * Checks that the gradient of one network is the forward-mode derivative of its loss.
 *
 * @param net - the network
 * @param question - where, how long, and what counts
 */
export const gradientCheck = (net: GradientNetwork, question: GradientQuestion): Check =>
  makeCheck(
    `gradient: ${net.name}`,
    question.law,
    `${net.projections.length} projections with delays 1 to 5, ${question.examples} examples of ${question.steps} steps, on '${question.backend.name}'`,
    async (judge) => {
      const simulation = await compiled(judge, net, question);
      if (!simulation) return;
      try {
        await compare(judge, simulation, net, question);
      } finally {
        await simulation[Symbol.asyncDispose]();
      }
    },
  );

/** The network, ready to run; undefined if the rule refuses it for a reason that it may have. */
async function compiled(
  judge: Judge,
  { network }: GradientNetwork,
  { backend, refuses }: GradientQuestion,
): Promise<Simulation | undefined> {
  try {
    return await network.compile(backend);
  } catch (error) {
    if (!(error instanceof UnsupportedRuleError)) throw error;
    const reason = String(error.fields['reason']);
    judge.holds(
      'what the rule does with this network',
      refuses.includes(reason),
      `a gradient, or a refusal for one of the reasons that were declared (${refuses.join(', ') || 'none'})`,
      `a refusal for the reason '${reason}': ${error.message}`,
    );
    return undefined;
  }
}

async function compare(
  judge: Judge,
  simulation: Simulation,
  net: GradientNetwork,
  { steps, examples, feedback, random = () => false }: GradientQuestion,
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
    feedback,
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
  const derived = net.projections.filter((p) => !random() || p.post === net.output);
  for (const projection of derived) {
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
