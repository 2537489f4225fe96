import { describeChecks, neuronConformance } from '@growcone/conformance';
import { describe, it } from 'node:test';
import { pluginName } from '../src/index.ts';

describeChecks('pluginName', neuronConformance(pluginName(), { factory: pluginName }), { describe, it });
