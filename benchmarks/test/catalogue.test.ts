import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { BenchmarkOptions } from '../src/benchmark.ts';
import { catalogue } from '../src/catalogue.ts';
import { runBenchmark, runOnGpu } from '../src/run-benchmark.ts';

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

/** Columns that the rows of a benchmark promise on a GPU. */
const GPU_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  'eprop-forms': ['density', 'secondsPerBatch', 'kernelSeconds', 'forwardShareOfBandwidth', 'reverseShareOfBandwidth'],
  'dvs-size': ['density', 'batch', 'secondsPerBatch', 'secondsPerEpoch', 'reverseShareOfBandwidth'],
  coba: ['neurons', 'secondsPerSecond', 'rateHz', 'forwardShareOfBandwidth'],
  cuba: ['neurons', 'secondsPerSecond', 'rateHz', 'forwardShareOfBandwidth'],
  'topographic-map': ['scale', 'neurons'],
};

// A GPU in software is slow: CI names it, `npm test` leaves it out.
const required = (process.env['REQUIRE_DEVICES'] ?? '').split(',').includes('webgpu');

describe.skipIf(!required).each(catalogue.filter(({ onGpu }) => onGpu))('the benchmark $name on a GPU', (benchmark) => {
  it('gives its columns, the times of shaders and a summary at toy size', { timeout: 240_000 }, async () => {
    const onGpu = benchmark.onGpu!;
    const result = await runOnGpu(benchmark.name, onGpu, {
      ...toy,
      ...(onGpu.batch === undefined ? {} : { batch: 2 }),
    });
    expect(result.rows.length).toBeGreaterThan(0);
    for (const row of result.rows) {
      expect(Object.keys(row)).toEqual(expect.arrayContaining([...GPU_COLUMNS[benchmark.name]!]));
      for (const cell of Object.values(row)) if (typeof cell === 'number') expect(cell).not.toBeNaN();
      // Either it was measured, or it says by name why not.
      expect('refused' in row).toBe(!('forwardShareOfBandwidth' in row));
    }
    const { gpu, kernels, notes } = result;
    expect(gpu).toMatchObject({ adapter: expect.any(String) as string, software: expect.any(Boolean) as boolean });
    expect(gpu!.bandwidthGBs).toBeGreaterThan(0);
    if (gpu!.timestamps && result.rows.some((row) => !('refused' in row))) expect(kernels!.length).toBeGreaterThan(0);
    for (const kernel of kernels ?? [])
      expect(Object.keys(kernel)).toEqual(expect.arrayContaining(['shader', 'calls', 'totalMs']));
    expect(notes.join()).toContain('Share of the bandwidth');
    const lines = onGpu.summarise(result.rows);
    expect(lines).toHaveLength(result.rows.length);
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

  it('says what to install where there is no GPU', { timeout: 120_000 }, async () => {
    const none = promisify(execFile)(
      process.execPath,
      [
        '--conditions=@growcone/source',
        fileURLToPath(new URL('../src/bench.ts', import.meta.url)),
        'dvs-size',
        '--backend',
        'webgpu',
        '--toy',
      ],
      { env: { ...process.env, VK_ICD_FILENAMES: '/no/driver' } },
    );
    await expect(none).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/WebGPU finds no GPU.*driver/) });
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
    [['exp', '--backend', 'gpu'], "--backend must be one of cpu, webgpu, got 'gpu'."],
    [
      ['exp', '--backend', 'webgpu'],
      "Benchmark 'exp' runs on the CPU only. On webgpu there are: eprop-forms, dvs-size",
    ],
    [['coba', '--backend', 'webgpu', '--batch', '3'], "Benchmark 'coba' has no batches. Leave --batch out."],
    [['dvs-size', '--batch', '3'], '--batch is for --backend webgpu. Leave it out.'],
    [
      ['dvs-size', '--backend', 'webgpu', '--set', 'seeds=3'],
      "Benchmark 'dvs-size' has no setting 'seeds'. It has: densities, steps.",
    ],
  ])('refuses %j', async (args, message) => {
    await expect(run(...args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});
