import {
  defineLoss,
  defineRewiring,
  inPostOrder,
  UnsupportedRuleError,
  type Backend,
  type LearningRule,
  type Loss,
  type Rewiring,
  type Simulation,
  type SpikeBatch,
  type StoreSnapshot,
} from '@growcone/core';
import type { Judge } from '../check/judge.ts';
import type { Bound } from '../check/law-broken-error.ts';
import { gradientNetwork, type GradientNetwork, type Ingredients } from '../gradient/gradient-networks.ts';
import { adaptiveUnit, leakyUnit } from '../models/neurons.ts';
import { conductanceSynapse } from '../models/synapses.ts';
import { examplesOf, randomTrains } from '../plans/spike-trains.ts';

/** What a run of a rule gave. */
export interface RuleRun {
  /** The mean loss. */
  readonly loss: number;
  /** Gradients by projection, in ascending order of both neurons. */
  readonly gradients: Readonly<Record<string, StoreSnapshot>>;
}

/** Examples of a batch. */
export const EXAMPLES: readonly number[] = [0, 1, 2];
const STEPS = 40;

/** Networks that the laws are tried on: the first one that the rule takes. */
const CANDIDATES: readonly Ingredients[] = [
  {
    name: 'adaptive and leaky units with conductances',
    hidden: adaptiveUnit(),
    second: leakyUnit(),
    loop: conductanceSynapse(),
  },
  { name: 'leaky units', hidden: leakyUnit() },
];

/** In words, for failures. */
export const RUN_INPUT: string = `8 sources, 6 adaptive and 5 leaky units in loops, 3 outputs, ${EXAMPLES.length} examples of ${STEPS} steps`;

/** A loss that nothing changes: there is no error, whatever the output is. */
export const noError = (): Loss =>
  defineLoss({
    name: 'no error',
    at: 'step',
    target: 'class',
    value: ({ y }) => y.mul(0),
    gradient: ({ y }) => y.mul(0),
  });

/** Takes the weakest synapses and grows others in their place, so that rows are edited. */
export const churn = (): Rewiring =>
  defineRewiring({
    name: 'churn',
    edit: {
      prune: { where: ({ w }) => w.abs().lt(0.12) },
      grow: { count: 'replace', init: ({ pre, post }) => ({ w: pre.sub(post).mul(0.05).add(0.02) }) },
    },
  });

/**
 * Uses a network that learns by a rule, with one of the candidates that the rule takes.
 *
 * @param judge - compares
 * @param at - rule and backend
 * @param extra - what the network has besides
 * @param use - does something with it
 */
export async function withRule<T>(
  judge: Judge,
  { rule, backend }: { readonly rule: () => LearningRule; readonly backend: Backend },
  extra: Pick<Ingredients, 'loss' | 'rewiring'>,
  use: (simulation: Simulation, net: GradientNetwork) => Promise<T>,
): Promise<T> {
  let refusal = '';
  for (const ingredients of CANDIDATES) {
    const net = gradientNetwork(rule(), { ...ingredients, ...extra });
    try {
      await using simulation = await net.network.compile(backend);
      return await use(simulation, net);
    } catch (error) {
      if (!(error instanceof UnsupportedRuleError)) throw error;
      refusal = error.message;
    }
  }
  judge.holds('networks that the rule takes', false, 'one at least', `none; the last one was refused: ${refusal}`);
  throw new Error('unreachable');
}

/** Input and targets of some examples, in an order. @param examples - which ones */
function batchOf(examples: readonly number[]): { readonly source: SpikeBatch; readonly output: Uint32Array } {
  const all = randomTrains({ neurons: 8, steps: STEPS, examples: EXAMPLES.length, rate: 0.2, seed: 17 });
  return { source: examplesOf(all, examples), output: Uint32Array.from(examples, (e) => e % 3) };
}

/** Takes the gradient of some examples. @param simulation - the network @param net - its projections @param examples - which ones */
export async function gradientsOf(
  simulation: Simulation,
  net: GradientNetwork,
  examples: readonly number[] = EXAMPLES,
): Promise<RuleRun> {
  const { loss } = await simulation.accumulate(batchOf(examples));
  const gradients: Record<string, StoreSnapshot> = {};
  for (const p of net.projections) gradients[p.name] = inPostOrder(await simulation.gradient(p));
  return { loss, gradients };
}

/** The values of a gradient. @param snapshot - as a simulation gives it */
export const valuesOf = ({ variables }: StoreSnapshot): Float32Array | Float64Array =>
  variables['gradient'] as Float32Array | Float64Array;

/** Names the synapses of a snapshot. @param snapshot - the synapses */
export const synapseOf =
  ({ pre, post }: StoreSnapshot): ((i: number) => string) =>
  (i) =>
    `synapse from ${pre[i]} to ${post[i]}`;

/** How far sums in another order may differ. @param expected - the values @param because - what differs */
export function orderBound(expected: Float32Array | Float64Array, because: string): Bound {
  const single = expected instanceof Float32Array;
  const norm = Math.hypot(...expected);
  const share = single ? 1e-5 : 1e-13;
  return {
    value: Math.max(share * norm, Number.MIN_VALUE),
    because: `${because}, and ${single ? 'single' : 'double'} precision rounds each sum; it is ${share} of the norm of the gradient, ${norm.toPrecision(3)}`,
  };
}
