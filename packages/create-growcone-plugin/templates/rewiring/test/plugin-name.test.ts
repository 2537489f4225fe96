import { describeChecks, rewiringConformance } from '@growcone/conformance';
import { describe, it } from 'node:test';
import { pluginName } from '../src/index.ts';

describeChecks(
  'pluginName',
  rewiringConformance(() => pluginName()),
  { describe, it },
);
