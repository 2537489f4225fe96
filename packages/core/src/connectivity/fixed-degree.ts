import { elementWords } from '../random/words.ts';
import { streamOf } from '../random/streams.ts';
import { chooseBelow } from '../random/choose-below.ts';
import { chooseDistinct } from './choose-distinct.ts';
import type { Connector, ConnectorSite } from './connection.ts';
import { ConnectorOptionError, checkDegree } from './connector-option.ts';
import { sortPairs } from './rows.ts';

/** Which pairs a connector with fixed numbers may draw. */
export interface DegreeOptions {
  /** Whether a neuron may connect to itself; it may if left out. */
  readonly autapses?: boolean;
  /** Whether a pair may get several synapses; it may not if left out. */
  readonly multapses?: boolean;
}

/**
 * Gives every postsynaptic neuron the same number of synapses, from presynaptic neurons drawn uniformly.
 *
 * @param degree - synapses per postsynaptic neuron, at least 1
 * @param options - which pairs may be drawn
 */
export function fixedInDegree(degree: number, { autapses = true, multapses = false }: DegreeOptions = {}): Connector {
  checkDegree('fixedInDegree', 'degree', degree);
  return {
    kind: 'connector',
    name: 'fixedInDegree',
    multapses,
    density: (preSize) => degree / preSize,
    connect(site) {
      const { preSize, postSize } = site;
      const spared = site.samePopulation && !autapses;
      checkPartners('fixedInDegree', degree, spared ? preSize - 1 : preSize, 'presynaptic', multapses);
      const { own, partner } = drawPartners(site, { owners: postSize, partners: preSize, degree, spared, multapses });
      return sortPairs({ pre: partner, post: own }, preSize, postSize);
    },
  };
}

/**
 * Gives every presynaptic neuron the same number of synapses, onto postsynaptic neurons drawn uniformly.
 *
 * @param degree - synapses per presynaptic neuron, at least 1
 * @param options - which pairs may be drawn
 */
export function fixedOutDegree(degree: number, { autapses = true, multapses = false }: DegreeOptions = {}): Connector {
  checkDegree('fixedOutDegree', 'degree', degree);
  return {
    kind: 'connector',
    name: 'fixedOutDegree',
    multapses,
    density: (_preSize, postSize) => degree / postSize,
    connect(site) {
      const { preSize, postSize } = site;
      const spared = site.samePopulation && !autapses;
      checkPartners('fixedOutDegree', degree, spared ? postSize - 1 : postSize, 'postsynaptic', multapses);
      const { own, partner } = drawPartners(site, { owners: preSize, partners: postSize, degree, spared, multapses });
      return sortPairs({ pre: own, post: partner }, preSize, postSize);
    },
  };
}

function checkPartners(connector: string, degree: number, partners: number, side: string, multapses: boolean): void {
  if (partners > 0 && (multapses || degree <= partners)) return;
  throw new ConnectorOptionError(
    connector,
    'degree',
    degree,
    `at most ${partners}, the number of ${side} neurons to choose from`,
    'Use a smaller degree or a larger population, or allow several synapses per pair with { multapses: true }.',
  );
}

interface PartnerQuestion {
  readonly owners: number;
  readonly partners: number;
  readonly degree: number;
  readonly spared: boolean;
  readonly multapses: boolean;
}

/** For each owner in turn, partners drawn from a random sequence of its own. */
function drawPartners(
  { key, projection }: ConnectorSite,
  { owners, partners, degree, spared, multapses }: PartnerQuestion,
): { own: Uint32Array; partner: Uint32Array } {
  const own = new Uint32Array(owners * degree);
  const partner = new Uint32Array(owners * degree);
  const stream = streamOf('connectivity', projection);
  const choices = spared ? partners - 1 : partners;
  for (let owner = 0; owner < owners; owner++) {
    const draws = elementWords({ key, stream, step: 0 }, owner);
    let used = 0;
    const next = (): number => draws(used++);
    const chosen = multapses
      ? Uint32Array.from({ length: degree }, () => chooseBelow(choices, next))
      : chooseDistinct(choices, degree, next);
    own.fill(owner, owner * degree, (owner + 1) * degree);
    // Leaving oneself out shifts those that come after.
    partner.set(spared ? chosen.map((i) => (i >= owner ? i + 1 : i)) : chosen, owner * degree);
  }
  return { own, partner };
}
