import { elementWords } from '../random/words.ts';
import { streamOf } from '../random/streams.ts';
import { REJECTED, uniformBelow } from '../random/uniform-below.ts';
import type { Connector, ConnectorSite } from './connection.ts';
import { ConnectorOptionError, checkDegree } from './connector-option.ts';
import { drawAbsent } from './draw-absent.ts';
import type { DegreeOptions } from './fixed-degree.ts';
import { emptyRows, type Pairs, sortPairs } from './rows.ts';

/**
 * Draws a given number of synapses uniformly over all pairs.
 *
 * @param total - number of synapses, at least 1
 * @param options - which pairs may be drawn
 */
export function fixedTotal(total: number, { autapses = true, multapses = false }: DegreeOptions = {}): Connector {
  checkDegree('fixedTotal', 'total', total);
  return {
    kind: 'connector',
    name: 'fixedTotal',
    multapses,
    density: (preSize, postSize) => total / (preSize * postSize),
    connect(site) {
      const { preSize, postSize } = site;
      const spared = site.samePopulation && !autapses;
      const pairs = preSize * postSize - (spared ? preSize : 0);
      if (pairs === 0 || (total > pairs && !multapses)) {
        throw new ConnectorOptionError(
          'fixedTotal',
          'total',
          total,
          `at most ${pairs}, the number of pairs to choose from`,
          'Use a smaller total or larger populations, or allow several synapses per pair with { multapses: true }.',
        );
      }
      const drawn = multapses
        ? drawWithRepeats(site, total, spared)
        : drawAbsent({ rows: emptyRows(preSize, postSize), count: total, draws: drawsOf(site), autapses: !spared });
      return sortPairs(drawn, preSize, postSize);
    },
  };
}

const drawsOf = ({ key, projection }: ConnectorSite): ReturnType<typeof elementWords> =>
  elementWords({ key, stream: streamOf('connectivity', projection), step: 0 });

/** Attempt t draws a row and a column; only those that would bias the choice, or connect a spared pair, are dropped. */
function drawWithRepeats(site: ConnectorSite, total: number, spared: boolean): Pairs {
  const draws = drawsOf(site);
  const pre = new Uint32Array(total);
  const post = new Uint32Array(total);
  for (let found = 0, attempt = 0; found < total; attempt++) {
    const row = uniformBelow(site.preSize, draws(attempt, 0));
    const column = uniformBelow(site.postSize, draws(attempt, 1));
    if (row === REJECTED || column === REJECTED || (spared && row === column)) continue;
    pre[found] = row;
    post[found++] = column;
  }
  return { pre, post };
}
