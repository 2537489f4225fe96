import { philox4x32 } from '../random/philox.ts';
import { elementWords } from '../random/words.ts';
import type { SeedKey } from '../random/seed.ts';
import { counterWord, streamOf } from '../random/streams.ts';
import { constantValue } from './initialisers.ts';
import type { Initialiser } from './connection.ts';
import type { Pairs } from './rows.ts';

/** Whose initial values are drawn. */
export interface InitialOwner {
  /** The generator's key. */
  readonly key: SeedKey;
  /** Number of the projection or population in its network. */
  readonly owner: number;
  /** Number of the variable within its owner, below 128: each variable has draws of its own. */
  readonly variable: number;
}

/**
 * Initial values of the synapses of a projection, each from the draws of its pair, whatever the slot it lies in.
 *
 * @param initialiser - how values are drawn, or one value for all
 * @param pairs - the synapses, in the order of (pre, post)
 * @param postSize - number of postsynaptic neurons
 * @param owner - the projection and the variable
 */
export function initialSynapseValues(
  initialiser: Initialiser | number,
  pairs: Pairs,
  postSize: number,
  { key, owner, variable }: InitialOwner,
): Float32Array {
  const { pre, post } = pairs;
  const source = typeof initialiser === 'number' ? constantValue(initialiser) : initialiser;
  const site = { meanInDegree: pre.length / postSize };
  const stream = streamOf('initialSynapse', owner);
  // The draws of `pairWords`, without its memory: both numbers of a variable come from one call, and no pair is asked for twice.
  const word = (variable * 2) & 3;
  const call = counterWord(stream, (variable * 2) >>> 2);
  const words = new Uint32Array(4);
  const values = new Float32Array(pre.length);
  let repetition = 0;
  for (let i = 0; i < pre.length; i++) {
    // Synapses of the same pair are told apart by their number.
    repetition = i > 0 && pre[i] === pre[i - 1] && post[i] === post[i - 1] ? repetition + 1 : 0;
    philox4x32(key[0], key[1], post[i], pre[i], repetition, call, words);
    values[i] = source.value(words[word], words[word + 1], site);
  }
  return values;
}

/**
 * Initial values of the neurons of a population.
 *
 * @param initialiser - how values are drawn, or one value for all
 * @param size - number of neurons
 * @param owner - the population and the variable
 */
export function initialNeuronValues(
  initialiser: Initialiser | number,
  size: number,
  { key, owner, variable }: InitialOwner,
): Float32Array {
  const source = typeof initialiser === 'number' ? constantValue(initialiser) : initialiser;
  const draws = elementWords({ key, stream: streamOf('initialNeuron', owner), step: 0 });
  const draw = variable * 2;
  return Float32Array.from({ length: size }, (_, i) =>
    source.value(draws(i, draw), draws(i, draw + 1), { meanInDegree: undefined }),
  );
}
