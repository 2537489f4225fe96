import type { ElementWords } from '../random/words.ts';
import { drawAbsent } from './draw-absent.ts';
import { sortPairs, type Pairs, type Rows } from './rows.ts';

/** What probes are drawn for. */
export interface ProbeQuestion {
  /** The synapses that exist. */
  readonly rows: Rows;
  /** How many probes, or how many per synapse. */
  readonly count:
    | number
    | {
        /** Probes per synapse. */
        readonly perSynapse: number;
      };
  /** Random words of the attempts; two draws each. */
  readonly draws: ElementWords;
  /** Whether neuron i may connect to neuron i; true between different populations. */
  readonly autapses: boolean;
}

/**
 * Draws the absent pairs that carry a gradient before a rewiring: distinct, each set of them equally likely, as many as are asked for or as
 * there are.
 *
 * @param question - how many, and among which
 * @returns the pairs in the order of (pre, post)
 */
export function drawProbes({ rows, count, draws, autapses }: ProbeQuestion): Pairs {
  const { preSize, postSize } = rows;
  const wanted = typeof count === 'number' ? count : Math.floor(count.perSynapse * rows.count + 0.5);
  const ruledOut = autapses ? 0 : Math.min(preSize, postSize) - ownPairs(rows);
  const available = preSize * postSize - rows.count - ruledOut;
  const pairs = drawAbsent({ rows, count: Math.min(wanted, available), draws, autapses });
  return sortPairs(pairs, preSize, postSize);
}

/** Number of synapses of a neuron with itself. */
function ownPairs(rows: Rows): number {
  let posts = new Uint32Array(0);
  let found = 0;
  for (let pre = 0; pre < Math.min(rows.preSize, rows.postSize); pre++) {
    const length = rows.rowLength(pre);
    if (length > posts.length) posts = new Uint32Array(length);
    rows.copyRow(pre, posts);
    if (posts.subarray(0, length).includes(pre)) found++;
  }
  return found;
}
