import { log } from '../math/log.ts';
import { elementWords } from '../random/words.ts';
import { streamOf } from '../random/streams.ts';
import { uniformOpen } from '../random/uniform.ts';
import type { AutapseOption } from './all-to-all.ts';
import type { Connector } from './connection.ts';
import { ConnectorOptionError } from './connector-option.ts';

/**
 * Connects each pair with the same probability, independently of all others (an Erdős-Rényi graph).
 *
 * Each row draws the gaps between its synapses, which are geometrically distributed, so the work is that of the
 * synapses, not of the pairs. A probability is exact to 2^-32.
 *
 * @param probability - above 0 and at most 1
 * @param options - whether a neuron may connect to itself; it may if left out
 */
export function fixedProbability(probability: number, { autapses = true }: AutapseOption = {}): Connector {
  if (!(probability > 0 && probability <= 1)) {
    const advice =
      probability === 0
        ? 'To have no synapses, leave the projection out.'
        : 'It is the share of all pairs that are connected: 5 % is 0.05.';
    throw new ConnectorOptionError('fixedProbability', 'probability', probability, 'above 0 and at most 1', advice);
  }
  const logAbsent = log(1 - probability);
  return {
    kind: 'connector',
    name: 'fixedProbability',
    multapses: false,
    density: () => probability,
    connect({ preSize, postSize, samePopulation, key, projection }) {
      const spared = samePopulation && !autapses;
      const candidates = spared ? postSize - 1 : postSize;
      const stream = streamOf('connectivity', projection);
      const pre: number[] = [];
      const post: number[] = [];
      for (let a = 0; a < preSize; a++) {
        const draws = elementWords({ key, stream, step: 0 }, a);
        let candidate = -1;
        for (let draw = 0; ; draw++) {
          candidate += 1 + Math.floor(log(uniformOpen(draws(draw))) / logAbsent);
          if (candidate >= candidates) break;
          pre.push(a);
          post.push(spared && candidate >= a ? candidate + 1 : candidate);
        }
      }
      return { pre: Uint32Array.from(pre), post: Uint32Array.from(post) };
    },
  };
}
