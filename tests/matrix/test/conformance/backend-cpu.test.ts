import { describe, it } from 'vitest';
import { cpu } from '@growcone/backend-cpu';
import { backendConformance, describeChecks, rewiringConformance } from '@growcone/conformance';
import { deepR } from '@growcone/plasticity-deepr';
import { rigl, set } from '@growcone/plasticity-rigl';

const framework = { describe, it };

describeChecks(
  'the CPU backend',
  backendConformance(cpu({ threads: 1 }), {
    identicalTo: [
      cpu({ threads: 2 }),
      cpu({ threads: 1, simd: false }),
      cpu({ threads: 1, segment: 7 }),
      cpu({ threads: 3, shareFrom: 1 }),
    ],
  }),
  framework,
);
describeChecks(
  'DEEP R on the CPU backend',
  rewiringConformance(() => deepR({ l1: 0.05 }), { backend: cpu({ threads: 1 }) }),
  framework,
);
describeChecks(
  'RigL on the CPU backend',
  rewiringConformance(() => rigl(), { backend: cpu({ threads: 1 }), rounds: 100 }),
  framework,
);
describeChecks(
  'SET on the CPU backend',
  rewiringConformance(() => set(), { backend: cpu({ threads: 1 }) }),
  framework,
);
