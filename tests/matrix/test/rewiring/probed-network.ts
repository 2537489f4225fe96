import {
  allToAll,
  defineRewiring,
  explicitPairs,
  network,
  uniform,
  type Backend,
  type Expr,
  type LearningRule,
  type Projection,
  type Rewiring,
  type RewiringSchedule,
  type Simulation,
  type SpikeBatch,
  type StoreSnapshot,
} from '@growcone/core';
import { alif, exponential, leakyIntegrator, spikeSource } from '@growcone/models';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';

export const [INPUTS, HIDDEN] = [12, 9] as const;

/** A gradient rule in reverse form that sends its signal back over all projections, or into the readout only. */
const gradientRule = (feedback: 'all' | 'readout'): LearningRule => ({
  kind: 'learning-rule',
  apiVersion: 1,
  name: `gradient, feedback over ${feedback}`,
  form: 'reverse',
  feedback: ({ post }) => (feedback === 'all' || post.readout ? 'symmetric' : undefined),
});

/** A third of all pairs, in no pattern of rows or columns. */
const isStored = (pre: number, post: number): boolean => (2 * pre + post) % 3 === 0;

const pairs = (pre: number, post: number): [number, number][] =>
  Array.from({ length: pre * post }, (_, k): [number, number] => [Math.floor(k / post), k % post]).filter((p) =>
    isStored(...p),
  );

/** For a network in which every pair is stored: weight 0 where others have none. */
export const zeroWhereAbsent = (): Rewiring =>
  defineRewiring({
    name: 'every pair',
    start({ w, pre, post }) {
      const n = pre.mul(2).add(post);
      return { w: n.sub(n.div(3).floor().mul(3)).eq(0).select(w, 0) };
    },
  });

/** Prunes a share by magnitude, grows the probes with the largest gradient. */
export const ranking = (
  probe: number,
  share: number | ((scope: { readonly batches: Expr }) => Expr) = 0.2,
  rank: (grad: Expr) => Expr = (grad) => grad.abs(),
): Rewiring =>
  defineRewiring({
    name: 'ranking',
    edit: {
      prune: { lowest: ({ w }) => w.abs(), share },
      grow: { count: 'replace', probe, highest: ({ grad }) => rank(grad), init: () => ({ w: 0 }) },
    },
  });

/** A network with what the tests look at. */
export interface Probed {
  readonly simulation: Simulation;
  /** From the source, delay 3. */
  readonly input: Projection;
  /** From the hidden population to itself, delay 2. */
  readonly loop: Projection;
  readonly out: Projection;
}

/** Adaptive neurons in a loop, with delays; input and loop are rewired. */
export async function probedNetwork(
  backend: Backend,
  rule: Rewiring,
  options: {
    readonly every?: RewiringSchedule;
    readonly dense?: boolean;
    readonly feedback?: 'all' | 'readout';
  } = {},
): Promise<Probed> {
  const { every = 'batch', dense = false, feedback = 'all' } = options;
  const net = network({ dt: 1, seed: 7 });
  const source = net.population('source', INPUTS, spikeSource());
  const hidden = net.population('hidden', HIDDEN, alif({ tauMem: 10, tauAdapt: 60 }));
  const output = net.population('output', 3, leakyIntegrator({ tauMem: 15 }));
  const connect = (pre: number) => (dense ? allToAll() : explicitPairs(pairs(pre, HIDDEN)));
  const input = net.project(source, hidden, {
    connect: connect(INPUTS),
    weight: uniform(-0.2, 0.9),
    synapse: exponential({ tauSyn: 4 }),
    delay: 3,
  });
  const loop = net.project(hidden, hidden, {
    connect: connect(HIDDEN),
    weight: uniform(-0.5, 0.4),
    delay: 2,
    autapses: true,
  });
  const out = net.project(hidden, output, { connect: allToAll(), weight: uniform(-1, 1) });
  net.readout(output, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn([input, loop, out], { rule: gradientRule(feedback), optimiser: adam({ learningRate: 0.02 }) });
  net.rewire([input, loop], rule, { every });
  return { simulation: await net.compile(backend), input, loop, out };
}

/** Three examples of 40 steps; every number gives others. */
export function batchOf(number: number): Record<string, SpikeBatch | readonly number[]> {
  const [size, steps] = [3, 40];
  const offsets: number[] = [];
  const neurons: number[] = [];
  for (let example = 0; example < size; example++) {
    for (let step = 0; step < steps; step++) {
      offsets.push(neurons.length);
      for (let n = 0; n < INPUTS; n++) if ((n * 7 + step * 5 + example * 3 + number * 11) % 13 < 3) neurons.push(n);
    }
    offsets.push(neurons.length);
  }
  const source = { size, steps, offsets: Uint32Array.from(offsets), neurons: Uint32Array.from(neurons) };
  return { source, output: [number % 3, 1, 2] };
}

/** Everything of a snapshot by pair, for comparisons that do not depend on slots. */
export const byPair = ({ pre, post, variables }: StoreSnapshot): Record<string, readonly number[]> =>
  Object.fromEntries([...pre].map((i, s) => [`${i} to ${post[s]}`, Object.values(variables).map((v) => v[s]!)]));
