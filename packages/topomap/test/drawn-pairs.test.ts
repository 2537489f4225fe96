import { cpu } from '@growcone/backend-cpu';
import { reference } from '@growcone/conformance';
import {
  allToAll,
  elementWords,
  explicitPairs,
  network,
  REJECTED,
  seedKey,
  streamOf,
  uniformBelow,
  type Backend,
  type Connector,
  type DrawPairs,
} from '@growcone/core';
import { lif, poissonSource } from '@growcone/models';
import { describe, expect, it } from 'vitest';
import {
  connectByDistance,
  distanceRewiring,
  grid,
  sizeOf,
  type DistanceRewiringOptions,
  type Grid,
} from '../src/index.ts';

const BACKENDS: readonly (readonly [string, Backend])[] = [
  ['the float64 reference', reference()],
  ['the CPU backend', cpu({ threads: 1 })],
];

/** Distances of these grids do not matter against it: the probability of formation rounds to its peak in single precision. */
const WIDE = 1e4;
const rule = {
  draw: { pairs: 10 },
  formation: { peak: 0, sigma: WIDE },
  eliminateWeak: 0,
  eliminateStrong: 0,
  weak: 0.1,
  birth: 0.2,
} satisfies DistanceRewiringOptions;

/** Pairs that were drawn, that were connected before, and that are after one rewiring; as pre · size + post. */
interface Outcome {
  readonly drawn: ReadonlySet<number>;
  readonly before: ReadonlySet<number>;
  readonly after: ReadonlySet<number>;
}

async function once(
  backend: Backend,
  on: Grid,
  seed: number,
  { connect, weight }: { readonly connect: Connector; readonly weight: number },
  options: DistanceRewiringOptions & { readonly draw: DrawPairs },
): Promise<Outcome> {
  const size = sizeOf(on);
  const net = network({ seed });
  const from = net.population('from', size, poissonSource({ rate: 0 }));
  const to = net.population('to', size, lif());
  const synapses = net.project(from, to, { connect, weight, format: 'growable-rows' });
  net.rewire(synapses, distanceRewiring(on, options), { every: { steps: 1 } });
  await using live = await net.start(backend);
  const pairs = async (): Promise<Set<number>> => {
    const { pre, post } = await live.synapses(synapses);
    return new Set(Array.from(pre, (a, i) => a * size + post[i]!));
  };
  const before = await pairs();
  await live.advance(1);
  // Attempt k draws its two neurons by words 0 and 1 of element k.
  const words = elementWords({ key: seedKey(seed), stream: streamOf('rewiringAttempt', synapses.id), step: 1 });
  const drawn = new Set<number>();
  for (let attempt = 0; attempt < options.draw.pairs; attempt++) {
    const [pre, post] = [uniformBelow(size, words(attempt, 0)), uniformBelow(size, words(attempt, 1))];
    if (pre !== REJECTED && post !== REJECTED) drawn.add(pre * size + post);
  }
  return { drawn, before, after: await pairs() };
}

const without = (a: ReadonlySet<number>, b: ReadonlySet<number>): number[] =>
  [...a].filter((pair) => !b.has(pair)).toSorted((p, q) => p - q);
const ascending = (a: ReadonlySet<number>): number[] => without(a, new Set());

const weak = { connect: allToAll(), weight: 0.08 };
const strong = { connect: allToAll(), weight: 0.15 };
const none = { connect: connectByDistance(grid(5), { peak: 0, sigma: 1 }), weight: 0.2 };
const SEEDS = Array.from({ length: 10 }, (_, i) => i + 1);

describe.each(BACKENDS)('on %s', (_, backend) => {
  it.each([
    ['below the threshold', weak, { eliminateWeak: 1 }],
    ['above the threshold', strong, { eliminateStrong: 1 }],
    ['at the threshold, which is not weak', { ...strong, weight: 0.125 }, { weak: 0.125, eliminateStrong: 1 }],
  ])(
    'of 2 × 2 neurons, all connected with a weight %s, every pair drawn in ten attempts is cut',
    async (__, start, more) => {
      for (const seed of SEEDS.slice(0, 5)) {
        const { drawn, before, after } = await once(backend, grid(2), seed, start, { ...rule, ...more });
        expect(before.size).toBe(16);
        expect(without(before, after)).toEqual(ascending(drawn));
      }
    },
  );

  it.each([
    ['below the threshold', weak, { eliminateWeak: 0, eliminateStrong: 1 }],
    ['above the threshold', strong, { eliminateWeak: 1, eliminateStrong: 0 }],
  ])('a weight %s is not cut by the probability of the other kind', async (__, start, more) => {
    const { before, after } = await once(backend, grid(2), 1, start, { ...rule, ...more, draw: { pairs: 100 } });
    expect(after).toEqual(before);
  });

  it('of 2 × 2 neurons with one synapse, every other pair drawn in ten attempts is connected', async () => {
    const start = { connect: explicitPairs([[0, 0]]), weight: 0.08 };
    for (const seed of SEEDS.slice(0, 5)) {
      const formation = { peak: 1, sigma: WIDE };
      const { drawn, before, after } = await once(backend, grid(2), seed, start, { ...rule, formation });
      expect(ascending(after)).toEqual(ascending(new Set([...before, ...drawn])));
    }
  });

  it.each([
    ['cut below the threshold', weak, { eliminateWeak: 0.5 }],
    ['cut above the threshold', strong, { eliminateStrong: 0.5 }],
    ['connected', none, { formation: { peak: 0.5, sigma: WIDE } }],
  ])('of 5 × 5 neurons, half of the pairs drawn in 300 attempts are %s', async (__, start, more) => {
    let [changed, distinct] = [0, 0];
    for (const seed of SEEDS) {
      const { drawn, before, after } = await once(backend, grid(5), seed, start, {
        ...rule,
        ...more,
        draw: { pairs: 300 },
      });
      const difference = [...without(before, after), ...without(after, before)];
      expect(difference.filter((pair) => !drawn.has(pair))).toEqual([]);
      changed += difference.length;
      distinct += drawn.size;
    }
    // 300 draws from 625 pairs are 625 (1 − (1 − 1/625)³⁰⁰) = 238.4 different ones on average, with a variance of
    // 625 (e⁻ᶜ − (1 + c) e⁻²ᶜ) = 32.5 for c = 300/625. Four standard deviations of the sum over 10 seeds: 72.
    expect(Math.abs(distinct - 10 * 238.4)).toBeLessThan(72);
    // Half of them: a variance of 238.4/4 + 32.5/4 = 67.7 each, and four standard deviations of the sum are 104, or 8.7 %; the authors
    // of the model allow 10 %.
    expect(Math.abs(changed - 10 * 119.2)).toBeLessThan(104);
  });
});
