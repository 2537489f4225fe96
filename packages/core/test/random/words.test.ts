import { describe, expect, it } from 'vitest';
import { philox4x32 } from '../../src/random/philox.ts';
import { counterWord, streamOf, streams } from '../../src/random/streams.ts';
import { elementWords, firstDraw, pairWords } from '../../src/random/words.ts';

const key = [0xdeadbeef, 0x12345678] as const;

function philox(c0: number, c1: number, c2: number, c3: number): Uint32Array {
  const out = new Uint32Array(4);
  philox4x32(...key, c0, c1, c2, c3, out);
  return out;
}

describe('words of neurons', () => {
  it('are word (neuron & 3) at counter (neuron >> 2, example, step, stream and draw)', () => {
    const stream = streamOf('neuron', 3);
    const words = elementWords({ key, stream, step: 17 }, 5);
    for (const neuron of [0, 1, 2, 3, 4, 1023]) {
      expect(words(neuron, 2)).toBe(philox(neuron >> 2, 5, 17, (stream << 8) | 2)[neuron & 3]);
    }
  });

  it('do not depend on the order in which they are asked for', () => {
    const one = elementWords({ key, stream: 9, step: 0 });
    const other = elementWords({ key, stream: 9, step: 0 });
    const asked = Array.from({ length: 200 }, (_, i) => [(i * 37) % 41, i % 7] as const);
    const forward = asked.map(([element, draw]) => one(element, draw));
    const backward = asked.toReversed().map(([element, draw]) => other(element, draw));
    expect(backward.toReversed()).toEqual(forward);
  });
});

describe('words of pairs', () => {
  it('are word (draw & 3) at counter (post, pre, step, stream and draw >> 2)', () => {
    const stream = streamOf('pairConstant', 1);
    const words = pairWords({ key, stream, step: 4 });
    for (const draw of [0, 1, 3, 4, 7]) {
      expect(words(12, 700, draw)).toBe(philox(700, 12, 4, ((stream << 8) | (draw >> 2)) >>> 0)[draw & 3]);
    }
  });

  it('tell a pair from its mirror image', () => {
    const words = pairWords({ key, stream: 0, step: 0 });
    expect(words(1, 2)).not.toBe(words(2, 1));
  });
});

describe('streams', () => {
  it('differ for every kind and owner', () => {
    const numbers = Object.keys(streams).flatMap((kind) =>
      [0, 1, 2, 2 ** 20 - 1].map((owner) => streamOf(kind as keyof typeof streams, owner)),
    );
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(Math.max(...numbers)).toBeLessThan(2 ** 24);
  });

  it('refuse an owner or a draw that has no room in the counter', () => {
    expect(() => streamOf('neuron', 2 ** 20)).toThrow('index from 0 to 1048575, got 1048576');
    expect(() => counterWord(1, 256)).toThrow('integer from 0 to 255, got 256');
  });

  it('give every random expression two draws, so that a normal one never overlaps the next', () => {
    expect([0, 1, 2].map(firstDraw)).toEqual([0, 2, 4]);
  });
});
