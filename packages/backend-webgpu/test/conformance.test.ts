import { describeChecks, gradientLaws } from '@growcone/conformance';
import { ssgd } from '@growcone/plasticity-ssgd';
import { describe, it } from 'vitest';
import { webgpu, type WebGpuOptions } from '../src/index.ts';
import { skipped } from './software-adapter.ts';
import { suite } from './suite.ts';

/** Small networks look through columns by themselves; with lists both ways are taken, because lists have little room. */
const ways: readonly [string, WebGpuOptions][] = [
  ['an example per workgroup', { schedule: 'example' }],
  ['a grid per step', { schedule: 'grid', delivery: 'lists' }],
];

describe.skipIf(skipped).each(ways)('on a GPU, with %s', (_, options) => {
  describeChecks('the WebGPU backend', suite(webgpu(options)), { describe, it });
  describeChecks(
    'gradients through time on the WebGPU backend',
    gradientLaws(webgpu(options), { examples: 3, steps: 50, rule: () => ssgd() }),
    { describe, it },
  );
});

describe.skipIf(skipped).each(ways)(
  'on a GPU with room for one example and a segment of its trial, with %s',
  (_, options) => {
    const sweeps = suite(webgpu({ ...options, stateBytes: 1 })).filter(({ name }) => /^(reverse|examples):/.test(name));
    describeChecks('the WebGPU backend', sweeps, { describe, it });
  },
);
