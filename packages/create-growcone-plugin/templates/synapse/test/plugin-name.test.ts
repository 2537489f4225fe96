import { describeChecks, synapseConformance } from '@growcone/conformance';
import { describe, it } from 'node:test';
import { pluginName } from '../src/index.ts';

describeChecks('pluginName', synapseConformance(pluginName(), { factory: pluginName }), { describe, it });
