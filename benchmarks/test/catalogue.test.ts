import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { BenchmarkOptions } from '../src/benchmark.ts';
import { catalogue } from '../src/catalogue.ts';
import { runBenchmark } from '../src/run-benchmark.ts';

const toy: BenchmarkOptions = {
  toy: true,
  limits: undefined,
  before: undefined,
  rounds: 1,
  settings: {},
  log: () => {},
};

/** Columns that the rows of a benchmark promise. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  'eprop-forms': ['density', 'reverseMs', 'onlineMs', 'inputSpikes', 'hiddenSpikes'],
  'bptt-step': ['surrogate', 'msPerExample', 'overEprop', 'totalMB', 'peakMemoryMiB'],
  'ssgd-layer': ['neurons', 'density', 'active', 'reverseMs', 'fusedMs', 'plainMs', 'faster', 'besideMB'],
  'dvs-size': ['density', 'rewiring', 'msPerExample', 'peakMemoryMiB', 'threads'],
  'deep-r-overhead': ['batch', 'overheadPercent', 'overheadLow', 'overheadHigh', 'rewireUs', 'nsPerSynapse'],
  lif: ['neurons', 'spikesPerStep', 'ns'],
  deliver: ['targets', 'row', 'ns'],
  exp: ['ns'],
  coba: ['neurons', 'secondsPerSecond', 'rateHz'],
  cuba: ['neurons', 'secondsPerSecond', 'rateHz'],
  startup: ['threads', 'ms', 'cpuMs'],
  'topographic-map': ['scale', 'neurons', 'realTimeFactor', 'nsPerAttempt', 'sharePercent'],
  'map-quality': ['case', 'measure', 'control', 'own', 'ownSd', 'chance', 'p'],
  'surrogate-window': ['halfWidth', 'accuracy', 'accuracySd', 'loss', 'activeFirst', 'activeSecond'],
  release: ['net', 'density', 'form', 'trialMs', 'trialSpeed', 'trainSpeed'],
  bytes: ['shards', 'bytesPerSynapse', 'ratio'],
  'read-events': ['format', 'events', 'seconds', 'millionPerSecond', 'overPlain', 'peakMemoryMiB'],
};

describe.each(catalogue)('the benchmark $name', (benchmark) => {
  it('gives its columns and a summary at toy size', { timeout: 120_000 }, async () => {
    const result = await runBenchmark(benchmark, toy);
    expect(result.name).toBe(benchmark.name);
    expect(result.rows.length).toBeGreaterThan(0);
    for (const row of result.rows) {
      expect(Object.keys(row)).toEqual(expect.arrayContaining([...COLUMNS[benchmark.name]!]));
      for (const cell of Object.values(row)) if (typeof cell === 'number') expect(cell).not.toBeNaN();
    }
    expect(result.machine.cores).toBeGreaterThanOrEqual(1);
    expect(result.version).toMatch(/^\d+\.\d+\.\d+/);
    const lines = benchmark.summarise(result.rows);
    expect(lines.length).toBeGreaterThanOrEqual(result.rows.length);
    for (const { measured } of lines) expect(measured).not.toBe('');
  });
});

describe('the command', () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [
      '--conditions=@growcone/source',
      fileURLToPath(new URL('../src/bench.ts', import.meta.url)),
      ...args,
    ]);

  it('prints one JSON object as its last line', { timeout: 120_000 }, async () => {
    const { stdout } = await run('exp', '--toy', '--rounds', '1', '--json');
    const result: unknown = JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
    expect(result).toMatchObject({ name: 'exp', rows: [{ neurons: 64 }], machine: {}, version: expect.any(String) });
  });

  it.each([
    [['nonsense'], "There is no benchmark 'nonsense'. There is: eprop-forms"],
    [['exp', '--rounds', 'many'], "--rounds must be a whole number of at least 1, got 'many'"],
    [['exp', '--set', 'net=gesture'], "Benchmark 'exp' has no setting 'net'. It has: none."],
    [['exp', '--limits', 'no-such-folder'], "--limits must be a folder with the C files, got 'no-such-folder'"],
    [['release'], 'release compares with an older version: give its checkout with --before DIR.'],
    [
      ['release', '--before', 'no-such-folder'],
      "--before must be a checkout of an older version, got 'no-such-folder'",
    ],
    [['exp', '--wrong'], "Unknown option '--wrong'"],
  ])('refuses %j', async (args, message) => {
    await expect(run(...args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});
