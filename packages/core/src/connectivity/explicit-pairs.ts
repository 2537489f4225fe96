import { GrowconeError } from '../error.ts';
import type { Connector } from './connection.ts';
import { type Pairs, sortPairs } from './rows.ts';

/** Whether a list may name a pair more than once. */
export interface MultapseOption {
  /** Whether a pair may get several synapses; it may not if left out. */
  readonly multapses?: boolean;
}

/** Thrown when a list of pairs does not fit the populations. */
export class ExplicitPairsError extends GrowconeError {
  override readonly name: string = 'ExplicitPairsError';

  /**
   * @param problem - what is wrong, what was got, what is allowed, what to do
   * @param fields - the values the message is made of
   */
  constructor(problem: string, fields: Readonly<Record<string, unknown>>) {
    super('EXPLICIT_PAIRS', `explicitPairs: ${problem}`, fields);
  }
}

/**
 * Connects exactly the pairs of a list, in any order. Where a rewiring draws pairs, the list may be empty: synapses grow from nothing.
 *
 * @param list - pairs of presynaptic and postsynaptic neuron, numbered from 0
 * @param options - whether a pair may be named more than once
 */
export function explicitPairs(
  list: Pairs | readonly (readonly [pre: number, post: number])[],
  { multapses = false }: MultapseOption = {},
): Connector {
  const given: readonly (readonly [number, number])[] =
    'pre' in list ? Array.from(list.pre, (pre, i) => [pre, list.post[i]] as const) : list;
  return {
    kind: 'connector',
    name: 'explicitPairs',
    multapses,
    density: (preSize, postSize) => given.length / (preSize * postSize),
    connect({ preSize, postSize }) {
      given.forEach(([pre, post], i) => {
        if (isBelow(pre, preSize) && isBelow(post, postSize)) return;
        throw new ExplicitPairsError(
          `pair ${i} is [${pre}, ${post}], but presynaptic neurons are numbered 0 to ${preSize - 1} and postsynaptic ones ` +
            `0 to ${postSize - 1}. Correct the pair, or make the population larger.`,
          { pair: i, pre, post, preSize, postSize },
        );
      });
      const pre = Uint32Array.from(given, (pair) => pair[0]);
      const post = Uint32Array.from(given, (pair) => pair[1]);
      const pairs = sortPairs({ pre, post }, preSize, postSize);
      const repeated = multapses ? -1 : firstRepeat(pairs);
      if (repeated >= 0) {
        const [a, b] = [pairs.pre[repeated], pairs.post[repeated]];
        throw new ExplicitPairsError(
          `the pair [${a}, ${b}] is named twice. Remove one, or allow several synapses per pair with { multapses: true }.`,
          { pre: a, post: b },
        );
      }
      return pairs;
    },
  };
}

const isBelow = (index: number, size: number): boolean => Number.isInteger(index) && index >= 0 && index < size;

/** Position of the first pair that equals the one before it, or -1. */
const firstRepeat = ({ pre, post }: Pairs): number =>
  pre.findIndex((a, i) => i > 0 && a === pre[i - 1] && post[i] === post[i - 1]);
