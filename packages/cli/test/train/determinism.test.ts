import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GivenOptions } from '../../src/train/resolve-options.ts';
import { train } from '../../src/train/train.ts';
import { scratchFolder } from '../support/folders.ts';
import { smallDeepRun, smallRun } from '../support/small-run.ts';

const at = scratchFolder();

describe('the same seed', () => {
  it.each<[string, GivenOptions]>([
    ['one recurrent layer', smallRun],
    ['two recurrent layers that learn within a window', smallDeepRun],
    ['two layers that SET rewires', { ...smallDeepRun, rewiring: 'set' }],
    ['two layers that RigL rewires', { ...smallDeepRun, rewiring: 'rigl', batch: 2 }],
  ])('gives the same metrics and weights on any number of threads and vector lanes: %s', async (name, options) => {
    const results: [metrics: string, weights: string][] = [];
    for (const [threads, simd] of [
      [1, true],
      [2, true],
      [3, true],
      [1, false],
      [2, false],
    ] as const) {
      const out = at(`${name} ${threads} ${simd}`);
      const { weightsSha256 } = await train({ options: { ...options, threads, simd }, out });
      results.push([readFileSync(join(out, 'metrics.jsonl'), 'utf8'), weightsSha256]);
    }
    const [[metrics, weights]] = results as [[string, string]];
    // A row per batch, a row per epoch.
    expect(metrics.trimEnd().split('\n')).toHaveLength(3 * (240 / options.batch!) + 3);
    if (options.rewiring !== undefined) expect(metrics).toMatch(/"rewired":\{[^}]*[1-9]/);
    for (const result of results) expect(result).toEqual([metrics, weights]);
  });

  it('gives other weights than another seed', async () => {
    const [one, two] = [
      await train({ options: { ...smallRun, epochs: 1 }, out: at('seed-1') }),
      await train({ options: { ...smallRun, epochs: 1, seed: 2 }, out: at('seed-2') }),
    ];
    expect(one.weightsSha256).not.toBe(two.weightsSha256);
  });
});

describe('metrics.jsonl', () => {
  it('holds no clock: no name in it speaks of time', () => {
    const text = readFileSync(at('one recurrent layer 1 true/metrics.jsonl'), 'utf8');
    expect(text).not.toMatch(/second|time|date|memory|thread/i);
  });

  it('conserves the number of synapses while they are rewired', () => {
    const rows = readFileSync(at('one recurrent layer 1 true/metrics.jsonl'), 'utf8').trimEnd().split('\n');
    const epochs = rows
      .map((row) => JSON.parse(row) as { kind: string; synapses: unknown })
      .filter((r) => r.kind === 'epoch');
    expect(epochs).toHaveLength(3);
    for (const { synapses } of epochs) expect(synapses).toEqual(epochs[0]?.synapses);
    expect(rows.some((row) => /"inputToHidden":[1-9]/.test(row))).toBe(true);
  });
});
