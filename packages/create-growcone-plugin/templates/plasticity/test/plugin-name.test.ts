import { describeChecks, plasticityConformance } from '@growcone/conformance';
import { describe, it } from 'node:test';
import { pluginName } from '../src/index.ts';

const wrongOptions = {
  rate: () => pluginName({ rate: -1 }),
  target: () => pluginName({ target: NaN }),
  tau: () => pluginName({ tau: 0 }),
};
describeChecks(
  'pluginName',
  plasticityConformance(() => pluginName(), { bounds: [0, 1], wrongOptions }),
  { describe, it },
);
