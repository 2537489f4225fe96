import { describe, expect, it } from 'vitest';
import {
  addBackground,
  cropTime,
  dropEvents,
  jitterTime,
  mergePolarity,
  mirror,
  pool,
  scaleTime,
} from '../../src/index.ts';
import { pairsOf, recordings } from '../small-events.ts';

const many = (length: number): [number, number][] => Array.from({ length }, (_, k) => [500, k % 10]);

describe('cropTime', () => {
  const whole = recordings([
    [
      [1, 0],
      [2, 1],
      [2.5, 2],
      [4, 3],
    ],
  ]);

  it('takes events from the start to before the end, and counts time from the start', async () => {
    const piece = cropTime(whole, { start: 2, end: 4 });
    expect(piece.duration).toBe(2);
    expect(pairsOf(await piece.events(0))).toEqual([
      [0, 1],
      [0.5, 2],
    ]);
  });

  it('ends with the recording if the end is later or left out', () => {
    expect(cropTime(whole, { start: 2, end: 100 }).duration).toBe(8);
    expect(cropTime(whole, { start: 2 }).duration).toBe(8);
  });

  it('refuses a piece of nothing', () => {
    expect(() => cropTime(whole, { start: 5, end: 5 })).toThrow(
      'cropTime.end must be later than the start (5 ms), got 5',
    );
  });
});

describe('scaleTime', () => {
  it('plays twice as fast with a factor of a half', async () => {
    const fast = scaleTime(recordings([[[5, 2]]]), 0.5);
    expect(fast.duration).toBe(5);
    expect(pairsOf(await fast.events(0))).toEqual([[2.5, 2]]);
  });

  it('refuses to play backwards', () => {
    expect(() => scaleTime(recordings([]), -1)).toThrow(
      'scaleTime.factor must be a number of times as long above 0, got -1',
    );
  });
});

describe('pool', () => {
  it('makes 140 channels of the 700 of a cochlea: unit u becomes ⌊u / 5⌋', async () => {
    const pooled = pool(
      recordings(
        [
          [
            [1, 4],
            [2, 5],
            [3, 699],
          ],
        ],
        { shape: [700] },
      ),
      [5],
    );
    expect(pooled.shape).toEqual([140]);
    expect(pairsOf(await pooled.events(0)).map(([, unit]) => unit)).toEqual([0, 1, 139]);
  });

  it('joins the pixels of a square of a camera, each polarity for itself, and keeps a rest at the rim', async () => {
    // ON, row 3, column 2 of 2 × 4 × 5 becomes ON, row 1, column 1 of 2 × 2 × 3.
    const pooled = pool(recordings([[[0, 20 + 3 * 5 + 2]]], { shape: [2, 4, 5] }), [1, 2, 2]);
    expect(pooled.shape).toEqual([2, 2, 3]);
    expect(pairsOf(await pooled.events(0))).toEqual([[0, 6 + 3 + 1]]);
  });

  it('sorts events of the same time anew', async () => {
    const flat = pool(
      recordings(
        [
          [
            [1, 1],
            [1, 2],
          ],
        ],
        { shape: [2, 2] },
      ),
      [2, 1],
    );
    expect(pairsOf(await flat.events(0))).toEqual([
      [1, 0],
      [1, 1],
    ]);
  });

  it('refuses another number of factors than axes', () => {
    expect(() => pool(recordings([], { shape: [2, 34, 34] }), [4])).toThrow(
      'pool.factors must be one factor for each axis of the shape 2 × 34 × 34, got 4',
    );
  });
});

describe('mergePolarity', () => {
  it('gives a pixel the events of both polarities', async () => {
    const merged = mergePolarity(
      recordings(
        [
          [
            [1, 3],
            [2, 9],
          ],
        ],
        { shape: [2, 2, 3] },
      ),
    );
    expect(merged.shape).toEqual([2, 3]);
    expect(pairsOf(await merged.events(0))).toEqual([
      [1, 3],
      [2, 3],
    ]);
  });

  it('refuses recordings without polarity', () => {
    expect(() => mergePolarity(recordings([], { shape: [700] }))).toThrow('recordings of shape 2 × rows × columns');
  });
});

describe('mirror', () => {
  const camera = recordings(
    Array.from({ length: 400 }, () => [[1, 5]]),
    { shape: [2, 3, 4], labels: new Uint8Array(400) },
  );

  it('swaps left and right: row 1, column 1 of 4 becomes row 1, column 2', async () => {
    expect(pairsOf(await mirror(camera).events(0))).toEqual([[1, 6]]);
  });

  it('turns another axis: row 1 of 3 stays, OFF becomes ON', async () => {
    expect(pairsOf(await mirror(camera, { axis: 1 }).events(0))).toEqual([[1, 5]]);
    expect(pairsOf(await mirror(camera, { axis: 0 }).events(0))).toEqual([[1, 17]]);
  });

  it('mirrors as many examples as asked for, others in another epoch', async () => {
    const half = mirror(camera, { probability: 0.5, seed: 3 });
    const mirrored = (epoch: number): Promise<boolean[]> =>
      Promise.all(Array.from({ length: 400 }, async (_, e) => (await half.events(e, epoch)).units[0] === 6));
    const [first, second] = [await mirrored(0), await mirrored(1)];
    // 200 ± √(400 / 4) = 10
    expect(Math.abs(first.filter(Boolean).length - 200)).toBeLessThan(40);
    expect(second).not.toEqual(first);
  });
});

describe('jitterTime', () => {
  it('moves events by the standard deviation asked for, anew in every epoch', async () => {
    const moved = jitterTime(recordings([many(10000)], { shape: [10], duration: 1000 }), { deviation: 3, seed: 1 });
    const { times } = await moved.events(0);
    const mean = times.reduce((sum, time) => sum + time, 0) / 10000;
    const variance = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / 9999;
    // Standard errors: 3 / √10⁴ of the mean, 3 / √(2 · 10⁴) of the deviation.
    expect(Math.abs(mean - 500)).toBeLessThan(4 * 0.03);
    expect(Math.abs(Math.sqrt(variance) - 3)).toBeLessThan(4 * 0.022);
    expect((await moved.events(0, 1)).times).not.toEqual(times);
  });
});

describe('dropEvents', () => {
  it('leaves out the share asked for, other events in another epoch', async () => {
    const thinned = dropEvents(recordings([many(10000)], { shape: [10], duration: 1000 }), {
      probability: 0.2,
      seed: 1,
    });
    const first = await thinned.events(0);
    // 8000 ± √(10⁴ · 0.2 · 0.8) = 40
    expect(Math.abs(first.times.length - 8000)).toBeLessThan(160);
    expect((await thinned.events(0, 1)).units).not.toEqual(first.units);
  });

  it.each([
    [0, 10],
    [1, 0],
  ])('with probability %d leaves %d of 10', async (probability, left) => {
    const thinned = dropEvents(recordings([many(10)], { shape: [10], duration: 1000 }), { probability, seed: 1 });
    expect((await thinned.events(0)).times.length).toBe(left);
  });
});

describe('addBackground', () => {
  it('adds events at the rate asked for to every unit, and keeps those that are there', async () => {
    const noisy = addBackground(recordings([[[500, 3]]], { shape: [10], duration: 100_000 }), { rate: 20, seed: 1 });
    const pairs = pairsOf(await noisy.events(0));
    expect(pairs).toContainEqual([500, 3]);
    // 20 Hz · 100 s in each of ten units: 2000 ± √2000 = 45
    for (let unit = 0; unit < 10; unit++) {
      expect(Math.abs(pairs.filter(([, u]) => u === unit).length - 2000)).toBeLessThan(4 * 45);
    }
  });

  it('adds nothing at a rate of 0', async () => {
    const same = addBackground(recordings([[[5, 3]]]), { rate: 0, seed: 1 });
    expect(pairsOf(await same.events(0))).toEqual([[5, 3]]);
  });
});
