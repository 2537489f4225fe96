import { describe, it } from 'vitest';
import { describeChecks, ruleConformance, type RuleConformanceOptions } from '@growcone/conformance';
import { alif, izhikevich, lif, refractory } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';

const neurons = [lif(), refractory(alif(), 3), izhikevich()];
/** What the forward form cannot follow; its errors point to the reverse form, which takes all. */
const refuses = ['loss-of-trial', 'feedback-delays', 'readout-dynamics'];
const wrongOptions: RuleConformanceOptions['wrongOptions'] = {
  form: () => eprop({ form: 'inverse' as never }),
  feedback: () => eprop({ feedback: 'none' as never }),
  target: () => eprop({ firingRate: { target: -1 } }),
  tau: () => eprop({ firingRate: { tau: 0 } }),
  feedbak: () => eprop({ feedbak: 'random' } as never),
};

const framework = { describe, it };
describeChecks(
  'e-prop',
  ruleConformance(() => eprop(), { neurons, wrongOptions }),
  framework,
);
describeChecks(
  'e-prop in online form',
  ruleConformance(() => eprop({ form: 'online' }), { neurons, refuses }),
  framework,
);
describeChecks(
  'e-prop in online form with random feedback and a firing rate',
  ruleConformance(() => eprop({ form: 'online', feedback: 'random', firingRate: {} }), { refuses }),
  framework,
);
