import { describe, it } from 'vitest';
import { describeChecks, ruleConformance } from '@growcone/conformance';
import { alif, izhikevich, lif, refractory } from '@growcone/models';
import { ssgd } from '@growcone/plasticity-ssgd';

const framework = { describe, it };
describeChecks(
  'sparse spiking gradient descent',
  ruleConformance(() => ssgd(), {
    neurons: [lif(), refractory(alif(), 3), izhikevich()],
    wrongOptions: {
      feedback: () => ssgd({ feedback: 'none' as never }),
      target: () => ssgd({ upperActivity: { target: -1 } }),
      below: () => ssgd({ rescue: { below: 0 } }),
      feedbak: () => ssgd({ feedbak: 'random' } as never),
    },
  }),
  framework,
);
describeChecks(
  'sparse spiking gradient descent with random feedback',
  ruleConformance(() => ssgd({ feedback: 'random' })),
  framework,
);
describeChecks(
  'sparse spiking gradient descent with costs of activity',
  ruleConformance(() => ssgd({ upperActivity: {}, lowerActivity: {}, rescue: {} })),
  framework,
);
