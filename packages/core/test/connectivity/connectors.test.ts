import { describe, expect, it } from 'vitest';
import { allToAll } from '../../src/connectivity/all-to-all.ts';
import type { Connector, ConnectorSite } from '../../src/connectivity/connection.ts';
import { explicitPairs } from '../../src/connectivity/explicit-pairs.ts';
import { fixedInDegree, fixedOutDegree } from '../../src/connectivity/fixed-degree.ts';
import { fixedProbability } from '../../src/connectivity/fixed-probability.ts';
import { fixedTotal } from '../../src/connectivity/fixed-total.ts';
import { oneToOne } from '../../src/connectivity/one-to-one.ts';
import type { Pairs } from '../../src/connectivity/rows.ts';
import { chiSquare, chiSquareLimit, moments } from '../statistics.ts';

const site = (preSize: number, postSize: number, other: Partial<ConnectorSite> = {}): ConnectorSite => ({
  preSize,
  postSize,
  samePopulation: false,
  key: [1, 0],
  projection: 0,
  ...other,
});

const list = ({ pre, post }: Pairs): [number, number][] => Array.from(pre, (a, i) => [a, post[i]]);
const degrees = (indices: Uint32Array, size: number): number[] => {
  const counts = new Array<number>(size).fill(0);
  for (const i of indices) counts[i]++;
  return counts;
};
const isSorted = ({ pre, post }: Pairs): boolean =>
  pre.every((a, i) => i === 0 || a > pre[i - 1] || (a === pre[i - 1] && post[i] >= post[i - 1]));

const all: readonly [string, Connector][] = [
  ['allToAll', allToAll()],
  ['oneToOne', oneToOne()],
  ['fixedProbability', fixedProbability(0.2)],
  ['fixedInDegree', fixedInDegree(5)],
  ['fixedInDegree with multapses', fixedInDegree(60, { multapses: true })],
  ['fixedOutDegree', fixedOutDegree(5)],
  ['fixedOutDegree with multapses', fixedOutDegree(60, { multapses: true })],
  ['fixedTotal', fixedTotal(300)],
  ['fixedTotal above half of all pairs', fixedTotal(1500)],
  ['fixedTotal with multapses', fixedTotal(3000, { multapses: true })],
  [
    'explicitPairs',
    explicitPairs([
      [3, 4],
      [0, 1],
      [3, 0],
    ]),
  ],
];

describe.each(all)('%s', (_name, connector) => {
  it('gives the same pairs in order for the same seed and projection', () => {
    const pairs = connector.connect(site(40, 40));
    expect(isSorted(pairs)).toBe(true);
    expect(connector.connect(site(40, 40))).toEqual(pairs);
    expect(Math.max(...pairs.pre, ...pairs.post)).toBeLessThan(40);
  });

  it('repeats a pair only if it says so', () => {
    const pairs = list(connector.connect(site(40, 40)));
    expect(new Set(pairs.map(String)).size < pairs.length).toBe(connector.multapses);
  });

  it('expects the density it makes, to within five standard deviations', () => {
    const pairs = connector.connect(site(40, 40));
    // Only fixedProbability varies: standard deviation √(1600 · 0.2 · 0.8) = 16 synapses.
    expect(Math.abs(pairs.pre.length - 1600 * connector.density(40, 40))).toBeLessThan(5 * 16);
  });
});

describe.each([
  ['fixedProbability', fixedProbability(0.2)],
  ['fixedInDegree', fixedInDegree(5)],
  ['fixedOutDegree', fixedOutDegree(5)],
  ['fixedTotal', fixedTotal(300)],
])('%s', (_name, connector) => {
  it('changes with the seed and with the projection', () => {
    const one = connector.connect(site(40, 40));
    expect(connector.connect(site(40, 40, { key: [2, 0] }))).not.toEqual(one);
    expect(connector.connect(site(40, 40, { projection: 1 }))).not.toEqual(one);
  });
});

describe.each([
  ['allToAll', (autapses: boolean) => allToAll({ autapses })],
  ['fixedProbability', (autapses: boolean) => fixedProbability(1, { autapses })],
  ['fixedInDegree', (autapses: boolean) => fixedInDegree(19, { autapses })],
  ['fixedOutDegree', (autapses: boolean) => fixedOutDegree(19, { autapses })],
  ['fixedTotal', (autapses: boolean) => fixedTotal(380, { autapses })],
  ['fixedInDegree with multapses', (autapses: boolean) => fixedInDegree(100, { autapses, multapses: true })],
  ['fixedTotal with multapses', (autapses: boolean) => fixedTotal(2000, { autapses, multapses: true })],
])('%s without autapses', (_name, make) => {
  const onDiagonal = (connector: Connector, samePopulation: boolean): number =>
    list(connector.connect(site(20, 20, { samePopulation }))).filter(([a, b]) => a === b).length;

  it('spares the diagonal of a population onto itself, and only there', () => {
    expect(onDiagonal(make(false), true)).toBe(0);
    expect(onDiagonal(make(false), false)).toBeGreaterThan(0);
    expect(onDiagonal(make(true), true)).toBeGreaterThan(0);
  });

  it('still reaches every other pair', () => {
    const pairs = list(make(false).connect(site(20, 20, { samePopulation: true })));
    // 2000 draws over 380 pairs leave each out with probability e^-5.3: about 2 of 380, and never 10.
    expect(new Set(pairs.map(String)).size).toBeGreaterThanOrEqual(370);
  });
});

describe('fixed probability', () => {
  const [n, p] = [400, 0.05];
  const pairs = fixedProbability(p).connect(site(n, n));

  it('has binomial in-degrees and out-degrees', () => {
    for (const degree of [degrees(pairs.pre, n), degrees(pairs.post, n)]) {
      const { mean, sd } = moments(degree);
      // Standard errors over 400 neurons: √(np(1-p)/n) = 0.22 for the mean, sd/√(2n) = 0.15 for the deviation; four of each.
      expect(Math.abs(mean - n * p)).toBeLessThan(4 * 0.22);
      expect(Math.abs(sd - Math.sqrt(n * p * (1 - p)))).toBeLessThan(4 * 0.15);
    }
  });

  it('connects every pair equally often', () => {
    const counts = new Array<number>(100).fill(0);
    const repeats = 2000;
    for (let projection = 0; projection < repeats; projection++) {
      for (const [a, b] of list(fixedProbability(0.3).connect(site(10, 10, { projection })))) counts[a * 10 + b]++;
    }
    // Each count is binomial with variance smaller than its mean by 1 - p, so the Poisson bound is scaled by it.
    const expected = counts.map(() => repeats * 0.3);
    expect(chiSquare(counts, expected) / 0.7).toBeLessThan(chiSquareLimit(100));
  });

  it('has geometric gaps: pairs side by side are connected independently', () => {
    const present = new Set(list(pairs).map(([a, b]) => a * n + b));
    const both = list(pairs).filter(([a, b]) => b + 1 < n && present.has(a * n + b + 1)).length;
    const expected = n * (n - 1) * p * p;
    expect(Math.abs(both - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });

  it('leaves a row as it is when neurons are added before or after it', () => {
    const larger = fixedProbability(p).connect(site(n + 50, n));
    const rows = list(larger).filter(([a]) => a < n);
    expect(rows).toEqual(list(pairs));
  });

  it('connects every pair at probability 1', () => {
    expect(fixedProbability(1).connect(site(7, 9))).toEqual(allToAll().connect(site(7, 9)));
  });

  it.each([
    [
      0,
      'fixedProbability: probability must be above 0 and at most 1, got 0. To have no synapses, leave the projection out.',
    ],
    [2, 'fixedProbability: probability must be above 0 and at most 1, got 2. It is the share of all pairs'],
    [-0.1, 'got -0.1'],
    [NaN, 'got NaN'],
  ])('refuses density %s', (density, message) => {
    expect(() => fixedProbability(density)).toThrow(message);
  });
});

describe('fixed in-degree', () => {
  it('gives every postsynaptic neuron its number of distinct partners', () => {
    const pairs = fixedInDegree(80).connect(site(100, 300));
    expect(degrees(pairs.post, 300)).toEqual(new Array(300).fill(80));
  });

  it('takes every presynaptic neuron equally often', () => {
    const counts = degrees(fixedInDegree(20).connect(site(50, 2000)).pre, 50);
    // Without repeats the variance is smaller by 1 - 20/50.
    expect(
      chiSquare(
        counts,
        counts.map(() => 800),
      ) / 0.6,
    ).toBeLessThan(chiSquareLimit(49));
  });

  it('takes all presynaptic neurons if the degree is their number', () => {
    expect(fixedInDegree(12).connect(site(12, 5))).toEqual(allToAll().connect(site(12, 5)));
  });

  it('refuses more partners than there are presynaptic neurons', () => {
    expect(() => fixedInDegree(13).connect(site(12, 5))).toThrow(
      'fixedInDegree: degree must be at most 12, the number of presynaptic neurons to choose from, got 13.',
    );
    expect(() => fixedInDegree(12, { autapses: false }).connect(site(12, 12, { samePopulation: true }))).toThrow(
      'at most 11',
    );
    expect(fixedInDegree(13, { multapses: true }).connect(site(12, 5)).pre.length).toBe(65);
  });

  it.each([0, -1, 2.5, NaN])('refuses a degree of %s', (degree) => {
    expect(() => fixedInDegree(degree)).toThrow(`must be a whole number of at least 1, got ${degree}`);
  });
});

describe('fixed out-degree', () => {
  it('gives every presynaptic neuron its number of distinct partners', () => {
    const pairs = fixedOutDegree(80).connect(site(300, 100));
    expect(degrees(pairs.pre, 300)).toEqual(new Array(300).fill(80));
  });

  it('refuses more partners than there are postsynaptic neurons', () => {
    expect(() => fixedOutDegree(13).connect(site(5, 12))).toThrow('at most 12, the number of postsynaptic neurons');
  });
});

describe('fixed total', () => {
  it.each([300, 1500])('takes every pair equally often at %i of 1600', (total) => {
    const counts = new Array<number>(1600).fill(0);
    const repeats = 400;
    for (let projection = 0; projection < repeats; projection++) {
      for (const [a, b] of list(fixedTotal(total).connect(site(40, 40, { projection })))) counts[a * 40 + b]++;
    }
    const share = total / 1600;
    expect(
      chiSquare(
        counts,
        counts.map(() => repeats * share),
      ) /
        (1 - share),
    ).toBeLessThan(chiSquareLimit(1599));
  });

  it('refuses more synapses than pairs', () => {
    expect(() => fixedTotal(26).connect(site(5, 5))).toThrow('fixedTotal: total must be at most 25');
    expect(() => fixedTotal(21, { autapses: false }).connect(site(5, 5, { samePopulation: true }))).toThrow(
      'at most 20',
    );
  });
});

describe('explicit pairs', () => {
  it('are put in order', () => {
    expect(
      list(
        explicitPairs([
          [2, 0],
          [0, 3],
          [0, 1],
        ]).connect(site(3, 4)),
      ),
    ).toEqual([
      [0, 1],
      [0, 3],
      [2, 0],
    ]);
    const pairs = { pre: Uint32Array.of(1, 0), post: Uint32Array.of(2, 2) };
    expect(list(explicitPairs(pairs).connect(site(3, 4)))).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  it.each([
    [[[0, 4]], 'pair 0 is [0, 4], but presynaptic neurons are numbered 0 to 2 and postsynaptic ones 0 to 3.'],
    [
      [
        [0, 1],
        [3, 1],
      ],
      'pair 1 is [3, 1]',
    ],
    [[[0, -1]], 'pair 0 is [0, -1]'],
    [[[0, 0.5]], 'pair 0 is [0, 0.5]'],
    [
      [
        [0, 1],
        [1, 1],
        [0, 1],
      ],
      'the pair [0, 1] is named twice',
    ],
  ] as const)('%j are refused by name', (pairs, message) => {
    expect(() => explicitPairs(pairs).connect(site(3, 4))).toThrow(message);
  });

  it('may repeat a pair where that is asked for', () => {
    expect(
      list(
        explicitPairs(
          [
            [0, 1],
            [0, 1],
          ],
          { multapses: true },
        ).connect(site(3, 4)),
      ),
    ).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  it('may be empty, for a projection that grows', () => {
    expect(explicitPairs([]).connect(site(3, 4)).pre).toHaveLength(0);
    expect(explicitPairs([]).density(3, 4)).toBe(0);
  });
});

it('one to one refuses populations of different sizes', () => {
  expect(() => oneToOne().connect(site(3, 4))).toThrow(
    'oneToOne needs two populations of the same size, got 3 presynaptic and 4',
  );
});
