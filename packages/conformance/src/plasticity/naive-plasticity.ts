import {
  evaluator,
  lift,
  variable,
  type Expr,
  type PlasticityUpdate,
  type Quantities,
  type SpikeBatch,
  type StoreSnapshot,
  type Vars,
  type Writes,
} from '@growcone/core';

type Values = Record<string, number>;

/** Values at the start. @param quantities - the variables */
const start = (quantities: Quantities<string> = {}): Values =>
  Object.fromEntries(Object.entries(quantities).map(([name, { value }]) => [name, value]));

const vars = (scope: string, quantities: Quantities<string> = {}): Vars<string> =>
  Object.fromEntries(Object.keys(quantities).map((name) => [name, variable(`${scope}.${name}`)]));

const labelled = (scope: string, values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${scope}.${name}`, value]));

/** Evaluates what a hook writes: all reads before all writes. */
function evaluate(writes: Writes<string>, scope: Values): Values {
  const valueOf = evaluator(scope);
  return Object.fromEntries(
    Object.entries(writes).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, valueOf(lift(value as Expr | number))]],
    ),
  );
}

/** Whether a neuron fires in a step, 1 … steps. */
const firesIn = ({ offsets, neurons }: SpikeBatch, step: number): ReadonlySet<number> =>
  new Set(step < 1 ? [] : neurons.subarray(offsets[step - 1], offsets[step]));

/** Spikes at both ends of a projection. */
export interface SpikesAtBothEnds {
  /** Spikes of the presynaptic neurons. */
  readonly pre: SpikeBatch;
  /** Steps until they arrive. */
  readonly delay: number;
  /** Spikes of the postsynaptic neurons. */
  readonly post: SpikeBatch;
}

/**
 * What a plasticity rule makes of synapses, one object per synapse and neuron: slow, and simple enough to be believed.
 *
 * @param update - the rule's hooks
 * @param synapses - the synapses at the start
 * @param spikes - at both ends
 * @returns the weights at the end
 */
export function naivePlasticity(
  update: PlasticityUpdate,
  { pre, post, variables }: StoreSnapshot,
  spikes: SpikesAtBothEnds,
): Float64Array {
  const scope = {
    w: variable('w'),
    syn: vars('syn', update.synapse),
    pre: vars('pre', update.pre),
    post: vars('post', update.post),
  };
  const onPre = update.onPreSpike?.(scope) ?? {};
  const onPost = update.onPostSpike?.(scope) ?? {};
  const eachPre = update.eachPre?.({ pre: scope.pre, x: variable('x') }) ?? {};
  const eachPost = update.eachPost?.({ post: scope.post, z: variable('z') }) ?? {};
  const list = Array.from(pre, (from, s) => ({
    from,
    to: post[s],
    values: { w: variables['w'][s], ...labelled('syn', start(update.synapse)) } as Values,
  }));
  const ends = (size: Uint32Array, quantities?: Quantities<string>): Values[] =>
    Array.from({ length: 1 + Math.max(-1, ...size) }, () => start(quantities));
  const [before, after] = [ends(pre, update.pre), ends(post, update.post)];
  const write = (values: Values, writes: Values): void => {
    for (const [name, value] of Object.entries(writes)) values[name === 'w' ? 'w' : `syn.${name}`] = value;
  };
  for (let step = 1; step <= spikes.post.steps; step++) {
    const arrive = firesIn(spikes.pre, step - spikes.delay);
    const fire = firesIn(spikes.post, step);
    for (const [there, writes] of [
      [(s: { from: number }) => arrive.has(s.from), onPre],
      [(s: { to: number }) => fire.has(s.to), onPost],
    ] as const) {
      for (const s of list.filter((one) => there(one)))
        write(
          s.values,
          evaluate(writes, { ...s.values, ...labelled('pre', before[s.from]), ...labelled('post', after[s.to]) }),
        );
    }
    before.forEach((values, i) =>
      Object.assign(values, evaluate(eachPre, { ...labelled('pre', values), x: Number(arrive.has(i)) })),
    );
    after.forEach((values, j) =>
      Object.assign(values, evaluate(eachPost, { ...labelled('post', values), z: Number(fire.has(j)) })),
    );
  }
  return Float64Array.from(list, (s) => s.values['w']);
}
