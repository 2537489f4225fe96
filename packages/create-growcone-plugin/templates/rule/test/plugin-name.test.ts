import { describeChecks, ruleConformance } from '@growcone/conformance';
import { describe, it } from 'node:test';
import { pluginName } from '../src/index.ts';

const framework = { describe, it };
const wrongOptions = {
  target: () => pluginName({ target: -1 }),
  strength: () => pluginName({ strength: NaN }),
};
describeChecks(
  'pluginName',
  ruleConformance(() => pluginName(), { wrongOptions }),
  framework,
);
// Without homeostasis it must be the gradient of the loss, as far as the errors travel.
describeChecks(
  'pluginName without homeostasis',
  ruleConformance(() => pluginName({ strength: 0 })),
  framework,
);
