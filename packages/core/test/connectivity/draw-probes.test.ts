import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainArena } from '../../src/connectivity/arena.ts';
import { drawProbes } from '../../src/connectivity/draw-probes.ts';
import { GrowableRows } from '../../src/connectivity/growable-rows.ts';
import { sortPairs } from '../../src/connectivity/rows.ts';
import { elementWords } from '../../src/random/words.ts';

const questions = fc.record({
  preSize: fc.integer({ min: 1, max: 9 }),
  postSize: fc.integer({ min: 1, max: 9 }),
  present: fc.uniqueArray(fc.nat(80), { maxLength: 81 }),
  count: fc.oneof(
    fc.nat(90),
    fc.double({ min: 0, max: 3, noNaN: true }).map((perSynapse) => ({ perSynapse })),
  ),
  autapses: fc.boolean(),
  step: fc.nat(1000),
});

describe('drawing probes', () => {
  it('gives distinct absent pairs in the order of (pre, post), as many as asked for or as there are', () => {
    fc.assert(
      fc.property(questions, ({ preSize, postSize, present, count, autapses, step }) => {
        const rows = new GrowableRows({ preSize, postSize, variables: [], columns: false, arena: plainArena('f64') });
        const stored = present.filter((k) => k < preSize * postSize);
        const pairs = {
          pre: Uint32Array.from(stored, (k) => Math.floor(k / postSize)),
          post: Uint32Array.from(stored, (k) => k % postSize),
        };
        rows.load({ ...sortPairs(pairs, preSize, postSize), variables: {} });
        const draws = elementWords({ key: [4, 2], stream: 12, step });
        const { pre, post } = drawProbes({ rows, count, draws, autapses });
        const keys = [...pre].map((i, p) => i * postSize + post[p]);
        expect(keys).toEqual([...new Set(keys)].sort((a, b) => a - b));
        expect(keys.some((k) => stored.includes(k))).toBe(false);
        if (!autapses) expect([...pre].some((i, p) => i === post[p])).toBe(false);
        const allowed = Array.from({ length: preSize * postSize }, (_, k) => k).filter(
          (k) => !stored.includes(k) && (autapses || Math.floor(k / postSize) !== k % postSize),
        );
        const wanted = typeof count === 'number' ? count : Math.round(count.perSynapse * stored.length);
        expect(keys.length).toBe(Math.min(wanted, allowed.length));
      }),
    );
  });
});
