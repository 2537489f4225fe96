import { expect, it } from 'vitest';
import type { RecordedResult } from '../src/record.ts';
import { statusTable } from '../src/status-table.ts';

const recorded: RecordedResult = {
  date: '2025-11-21T05:00:00.000Z',
  commit: '0123456789ab',
  command: 'deliver --limits DIR',
  name: 'deliver',
  rows: [
    { targets: 256, row: 26, ns: 0.78, overC: 1.25, overCLow: 1.2, overCHigh: 1.3 },
    { targets: 256, row: 100, ns: 0.62, overC: 1.35, overCLow: 1.31, overCHigh: 1.4 },
  ],
  notes: [],
  machine: { cpu: 'Some Processor', cores: 2, memoryGiB: 8, os: 'linux 6', node: '24.0.0', load: 0 },
  version: '0.0.0',
};

it('shows every figure with its target, its verdict and its command', () => {
  expect(statusTable([recorded]).split('\n')).toEqual([
    '| what | measured | target | met | command | date, commit |',
    '| --- | --- | --- | --- | --- | --- |',
    '| spike delivery, rows of 26, 256 targets, per event | 0.78 ns, 1.25 × C (1.20–1.30) | ≤ 1.3 × C | yes | `growcone bench deliver --limits DIR` | 2025-11-21, 0123456789ab |',
    '| spike delivery, rows of 100, 256 targets, per event | 0.62 ns, 1.35 × C (1.31–1.40) | ≤ 1.3 × C | **no** | `growcone bench deliver --limits DIR` | 2025-11-21, 0123456789ab |',
    '',
    'Measured on: Some Processor, 2 processors, linux 6, Node.js 24.0.0. Intervals hold the median with a probability of 95 %. All columns: `benchmarks/results`.',
  ]);
});

it('never shows figures of a software adapter as figures of a GPU', () => {
  const gpu = { adapter: 'Some Chip', vendor: 'maker', timestamps: true, largestBufferMiB: 1024, bandwidthGBs: 1500 };
  const row = { density: 0.01, steps: 18_457, batch: 512, secondsPerBatch: 0.4, secondsPerEpoch: 0.84 };
  const answer = { ...recorded, name: 'dvs-size', command: 'dvs-size --backend webgpu --batch 512', rows: [row] };
  const real = statusTable([{ ...answer, gpu: { ...gpu, software: false } }]);
  expect(real).toContain('| 2048-512-11, 18457 steps, 1 %, batches of 512, per epoch of 1077, on Some Chip | 0.84 s');
  expect(real).toContain('| ≤ 1 s (reference on an A100: 63.8) | yes |');
  expect(real).toContain('2 processors, GPU Some Chip (triad 1500 GB/s)');
  const software = statusTable([{ ...answer, gpu: { ...gpu, software: true } }]);
  expect(software).toContain('on software adapter Some Chip | 0.84 s');
  expect(software).toContain('(software adapter: says nothing about GPUs)');
  expect(software).not.toContain('| yes |');
  expect(software).toContain('2 processors, software adapter Some Chip');
});
