import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TooFewAbsentPairsError } from '../../src/connectivity/absent-question.ts';
import { plainArena } from '../../src/connectivity/arena.ts';
import { CompressedRows } from '../../src/connectivity/compressed-rows.ts';
import { drawAbsent } from '../../src/connectivity/draw-absent.ts';
import { GrowableRows } from '../../src/connectivity/growable-rows.ts';
import { emptyRows, type Pairs, sortPairs } from '../../src/connectivity/rows.ts';
import { REJECTED, uniformBelow } from '../../src/random/uniform-below.ts';
import { elementWords, type ElementWords } from '../../src/random/words.ts';
import { chiSquare, chiSquareLimit } from '../statistics.ts';

const draws = (step: number): ElementWords => elementWords({ key: [11, 0], stream: 7, step });

const list = (pairs: Pairs): string[] => Array.from(pairs.pre, (a, i) => `${a},${pairs.post[i]}`);

const pairsOf = (keys: readonly number[], postSize: number): Pairs => ({
  pre: Uint32Array.from(keys, (k) => Math.floor(k / postSize)),
  post: Uint32Array.from(keys, (k) => k % postSize),
});

function storeOf(keys: readonly number[], preSize: number, postSize: number): GrowableRows {
  const store = new GrowableRows({ preSize, postSize, variables: [], columns: false, arena: plainArena('f64') });
  store.load({ ...sortPairs(pairsOf(keys, postSize), preSize, postSize), variables: {} });
  return store;
}

function forbiddenOf(keys: readonly number[], preSize: number, postSize: number): CompressedRows {
  const rows = new CompressedRows({
    preSize,
    postSize,
    variables: [],
    columns: false,
    multapses: false,
    arena: plainArena('f64'),
  });
  rows.load({ ...sortPairs(pairsOf(keys, postSize), preSize, postSize), variables: {} });
  return rows;
}

/** One attempt after the other, on a set of taken pairs: what the rounds by rows must equal. */
function oneByOne(taken: Set<string>, count: number, preSize: number, postSize: number, words: ElementWords): string[] {
  const drawn: string[] = [];
  for (let attempt = 0; drawn.length < count; attempt++) {
    const pre = uniformBelow(preSize, words(attempt, 0));
    const post = uniformBelow(postSize, words(attempt, 1));
    const pair = `${pre},${post}`;
    if (pre === REJECTED || post === REJECTED || taken.has(pair)) continue;
    taken.add(pair);
    drawn.push(pair);
  }
  return drawn;
}

const questions = fc.record({
  preSize: fc.integer({ min: 1, max: 12 }),
  postSize: fc.integer({ min: 1, max: 12 }),
  present: fc.uniqueArray(fc.nat(143), { maxLength: 100 }),
  forbidden: fc.uniqueArray(fc.nat(143), { maxLength: 20 }),
  autapses: fc.boolean(),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  step: fc.nat(1000),
});

describe('drawing absent pairs', () => {
  it('gives distinct pairs that are absent, allowed, and as many as asked for', () => {
    fc.assert(
      fc.property(questions, ({ preSize, postSize, present, forbidden, autapses, share, step }) => {
        const inside = (k: number): boolean => k < preSize * postSize;
        const store = storeOf(present.filter(inside), preSize, postSize);
        const rows = forbiddenOf(forbidden.filter(inside), preSize, postSize);
        const taken = new Set([...list(store.snapshot()), ...list(rows.snapshot())]);
        if (!autapses) for (let i = 0; i < Math.min(preSize, postSize); i++) taken.add(`${i},${i}`);
        const available = preSize * postSize - taken.size;
        const count = Math.floor(share * available);
        const drawn = drawAbsent({ rows: store, count, draws: draws(step), autapses, forbidden: rows });
        expect(new Set(list(drawn)).size).toBe(count);
        expect(list(drawn).filter((pair) => taken.has(pair))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('equals one attempt after the other while at least half of the pairs stay free', () => {
    fc.assert(
      fc.property(questions, ({ present, share, step }) => {
        const store = storeOf(
          present.filter((k) => k < 50),
          12,
          12,
        );
        const count = Math.floor(share * (72 - store.count));
        const drawn = drawAbsent({ rows: store, count, draws: draws(step), autapses: true });
        expect(list(drawn)).toEqual(oneByOne(new Set(list(store.snapshot())), count, 12, 12, draws(step)));
      }),
      { numRuns: 500 },
    );
  });

  it('goes over to ranks as soon as fewer than half of the pairs would stay free', () => {
    const at = (count: number): string[] =>
      list(drawAbsent({ rows: emptyRows(12, 12), count, draws: draws(5), autapses: true }));
    expect(at(72)).toEqual(oneByOne(new Set(), 72, 12, 12, draws(5)));
    expect(at(73)).not.toEqual(oneByOne(new Set(), 73, 12, 12, draws(5)));
  });

  it('may draw a pair again that is about to be removed', () => {
    const store = storeOf([0, 1, 2, 3, 5], 2, 3);
    const remove = { pre: Uint32Array.of(0, 1), slot: Uint32Array.of(1, 0) };
    const drawn = drawAbsent({ rows: store, remove, count: 3, draws: draws(0), autapses: true });
    expect(list(drawn).toSorted()).toEqual(['0,1', '1,0', '1,1']);
  });

  it('fills a projection to the last pair', () => {
    const drawn = drawAbsent({ rows: emptyRows(30, 40), count: 1200, draws: draws(3), autapses: true });
    expect(new Set(list(drawn)).size).toBe(1200);
  });

  it('refuses more pairs than there are and says how many there are', () => {
    const ask = (): Pairs => drawAbsent({ rows: storeOf([0, 1], 2, 2), count: 2, draws: draws(0), autapses: false });
    expect(ask).toThrow(TooFewAbsentPairsError);
    expect(ask).toThrow(
      '2 new synapses were asked for between 2 and 2 neurons, but only 1 pairs are unconnected and allowed.',
    );
  });
});

describe('absent pairs are drawn uniformly', () => {
  /** How often each pair is drawn over many rewirings of the same store. */
  function frequencies(keys: readonly number[], count: number, repeats: number): { counts: number[]; free: number } {
    const store = storeOf(keys, 8, 10);
    const counts = new Map<string, number>();
    for (let step = 0; step < repeats; step++) {
      for (const pair of list(drawAbsent({ rows: store, count, draws: draws(step), autapses: false }))) {
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
    }
    const present = new Set(list(store.snapshot()));
    const free: string[] = [];
    for (let a = 0; a < 8; a++)
      for (let b = 0; b < 10; b++) if (a !== b && !present.has(`${a},${b}`)) free.push(`${a},${b}`);
    return { counts: free.map((pair) => counts.get(pair) ?? 0), free: free.length };
  }

  it.each([
    ['by trial, at 15 % fill', 12, 5],
    ['by rank, at 60 % fill', 48, 5],
    ['by rank, one pair short of full', 70, 1],
  ])('%s', (_way, fill, count) => {
    const repeats = 4000;
    const keys = Array.from({ length: fill }, (_, i) => (i * 27 + 1) % 80);
    const { counts, free } = frequencies(keys, count, repeats);
    const expected = counts.map(() => (repeats * count) / free);
    // Drawing without repeats makes counts negatively correlated: χ² shrinks by the share not drawn, so the bound
    // p = 0.001 holds with room to spare.
    expect(chiSquare(counts, expected)).toBeLessThan(chiSquareLimit(free - 1));
  });

  it('in every order: each of two draws is as likely to come first', () => {
    let first = 0;
    const store = storeOf([0, 2, 3], 1, 5);
    for (let step = 0; step < 10_000; step++) {
      if (list(drawAbsent({ rows: store, count: 2, draws: draws(step), autapses: true }))[0] === '0,1') first++;
    }
    // Binomial: standard deviation 50; four of them.
    expect(Math.abs(first - 5000)).toBeLessThan(200);
  });
});
