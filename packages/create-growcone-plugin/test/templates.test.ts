import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { kinds, scaffold, type Kind } from '../src/index.ts';

// Inside this package, which depends on all that the templates import, so that imports resolve as after an install.
const home = fileURLToPath(new URL('../.cache/plugins', import.meta.url));
rmSync(home, { recursive: true, force: true });

const run = (cwd: string, ...args: string[]): { status: number | null; output: string } => {
  const flags = ['--conditions=@growcone/source', '--disable-warning=ExperimentalWarning'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, ...args], { cwd, encoding: 'utf8' });
  return { status, output: stdout + stderr };
};

/** Four standard deviations above the chance of 50 % in 200 examples. */
const ABOVE_CHANCE = 50 + 4 * 3.5;

const lastAccuracy = (output: string): number => Number(/.*accuracy (\d+) %/s.exec(output)?.[1]);

/** What the training of each kind must have shown. */
const shown: Readonly<Record<Kind, (output: string) => void>> = {
  neuron: (output) => expect(lastAccuracy(output)).toBeGreaterThan(ABOVE_CHANCE),
  synapse: (output) => expect(lastAccuracy(output)).toBeGreaterThan(ABOVE_CHANCE),
  plasticity(output) {
    const at = (second: number, rate: number): number =>
      Number(new RegExp(`after ${second} s: mean weight ([\\d.]+) from the inputs at ${rate} Hz`).exec(output)?.[1]);
    expect([at(0, 40), at(0, 5)]).toEqual([0.1, 0.1]);
    // In the mean a trace is rate · tau: 0.8 at 40 Hz, above the target of 0.4, and 0.1 at 5 Hz, below it.
    expect(at(10, 40)).toBeGreaterThan(0.9);
    expect(at(10, 5)).toBeLessThan(0.1);
  },
  backend(output) {
    expect(lastAccuracy(output)).toBeGreaterThan(ABOVE_CHANCE);
    // Ten epochs of four batches.
    expect(output).toMatch(/^run update: 40 calls, [\d.]+ ms$/m);
  },
  rewiring(output) {
    expect(lastAccuracy(output)).toBeGreaterThan(ABOVE_CHANCE);
    // 20 of 100 channels are informative; the share of some 330 random synapses scatters by √(0.2 · 0.8 / 330) = 2.2 %.
    const [, before, after] = /before: (\d+) %.*after: (\d+) %/s.exec(output)!.map(Number);
    expect(before).toBeLessThan(20 + 4 * 2.2);
    expect(after).toBeGreaterThan(20 + 4 * 2.2);
  },
  rule(output) {
    expect(lastAccuracy(output)).toBeGreaterThan(ABOVE_CHANCE);
    const [without, low, high] = [...output.matchAll(/fire at (\d+) Hz/g)].map(([, rate]) => Number(rate));
    expect(Math.abs(low! - 10)).toBeLessThan(Math.abs(without! - 10));
    expect(Math.abs(high! - 40)).toBeLessThan(Math.abs(without! - 40));
  },
};

describe.each(Object.keys(kinds) as Kind[])('the example of the kind %s', (kind) => {
  const { folder } = scaffold({ name: `own-${kind}`, kind, author: 'Ada', in: home });

  it('passes its conformance test', { timeout: 120_000 }, () => {
    const { status, output } = run(folder, '--test', join(folder, `test/own-${kind}.test.ts`));
    expect(status, output).toBe(0);
    expect(output).toMatch(/pass [1-9]/);
  });

  it('trains', { timeout: 120_000 }, () => {
    const { status, output } = run(folder, 'train.ts');
    expect(status, output).toBe(0);
    shown[kind](output);
  });
});
