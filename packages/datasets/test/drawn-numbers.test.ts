import { describe, expect, it } from 'vitest';
import { exponential } from '../src/exponential.ts';
import { MersenneTwister } from '../src/mersenne-twister.ts';
import { sineOfTurns } from '../src/sine-of-turns.ts';
import { streams, WordStream } from '../src/word-stream.ts';

describe('exponential', () => {
  it('is −ln(word / 2³²), to 2e-7 or half a word', () => {
    let worst = 0;
    for (let word = 1; word < 2 ** 32; word = Math.ceil(word * 1.0003)) {
      const error = Math.abs(exponential(word) + Math.log(word / 2 ** 32));
      worst = Math.max(worst, error / (2e-7 + 0.5 / word));
    }
    expect(worst).toBeLessThan(1);
  });

  it('is finite and positive for every word', () => {
    expect(exponential(0)).toBeLessThan(23);
    expect(exponential(2 ** 32 - 1)).toBeGreaterThan(0);
  });
});

describe('sineOfTurns', () => {
  it('is the sine to 1e-8, whatever the number of turns', () => {
    let worst = 0;
    for (let x = -3; x < 1000; x += 0.0137) {
      worst = Math.max(worst, Math.abs(sineOfTurns(x) - Math.sin(2 * Math.PI * (x - Math.floor(x)))));
    }
    expect(worst).toBeLessThan(1e-8);
  });
});

describe('MersenneTwister', () => {
  it('gives the known answers: the first number of seed 5489, and the 10 000th, as the C++ standard demands', () => {
    const generator = new MersenneTwister(5489);
    const words = Array.from({ length: 10000 }, () => generator.word());
    expect(words[0]).toBe(3499211612);
    expect(words[9999]).toBe(4123659995);
  });

  it("gives NumPy's first uniform number of seed 42", () => {
    expect(new MersenneTwister(42).uniform()).toBe(0.3745401188473625);
  });
});

describe('WordStream', () => {
  it('depends on seed, stream, element and other, and on nothing drawn before', () => {
    const first = (seed: number, stream: number, element: number, other: number): number[] => {
      const words = new WordStream(seed, stream).start(7, 7);
      words.word();
      words.start(element, other);
      return Array.from({ length: 6 }, () => words.word());
    };
    const reference = first(1, streams.noise, 2, 3);
    expect(first(1, streams.noise, 2, 3)).toEqual(reference);
    for (const other of [
      first(2, streams.noise, 2, 3),
      first(1 + 2 ** 32, streams.noise, 2, 3),
      first(1, streams.poisson, 2, 3),
      first(1, streams.noise, 3, 3),
      first(1, streams.noise, 2, 4),
    ]) {
      expect(other.filter((word) => reference.includes(word))).toEqual([]);
    }
  });

  it('gives each purpose a stream of its own', () => {
    expect(new Set(Object.values(streams)).size).toBe(Object.keys(streams).length);
  });
});
