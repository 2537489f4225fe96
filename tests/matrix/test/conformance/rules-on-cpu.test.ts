import { describe, it } from 'vitest';
import { cpu } from '@growcone/backend-cpu';
import { describeChecks, ruleConformance } from '@growcone/conformance';
import { eprop } from '@growcone/plasticity-eprop';
import { ssgd } from '@growcone/plasticity-ssgd';

const framework = { describe, it };
const refuses = ['loss-of-trial', 'feedback-delays', 'readout-dynamics'];

const backend = cpu({ threads: 2 });
describeChecks(
  'e-prop on the CPU backend',
  ruleConformance(() => eprop(), { backend }),
  framework,
);
describeChecks(
  'e-prop in online form on the CPU backend',
  ruleConformance(() => eprop({ form: 'online' }), { backend, refuses }),
  framework,
);
describeChecks(
  'sparse spiking gradient descent on the CPU backend',
  ruleConformance(() => ssgd({ upperActivity: {} }), { backend }),
  framework,
);
