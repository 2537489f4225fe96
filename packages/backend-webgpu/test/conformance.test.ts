import { backendConformance, describeChecks, gradientLaws } from '@growcone/conformance';
import { ssgd } from '@growcone/plasticity-ssgd';
import { describe, it } from 'vitest';
import { webgpu } from '../src/index.ts';
import { skipped } from './software-adapter.ts';

describe.skipIf(skipped)('on a GPU', () => {
  describeChecks('the WebGPU backend', backendConformance(webgpu()), { describe, it });
  describeChecks(
    'gradients through time on the WebGPU backend',
    gradientLaws(webgpu(), { examples: 3, steps: 50, rule: () => ssgd() }),
    { describe, it },
  );
});

describe.skipIf(skipped)('on a GPU with room for one example and a segment of its trial', () => {
  const little = webgpu({ stateBytes: 1 });
  const sweeps = backendConformance(little).filter(({ name }) => /^(reverse|examples):/.test(name));
  describeChecks('the WebGPU backend', sweeps, { describe, it });
});
