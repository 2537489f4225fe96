import { cpu } from '@growcone/backend-cpu';
import { backendConformance, describeChecks } from '@growcone/conformance';
import { describe, it } from 'node:test';
import { pluginName } from '../src/index.ts';

const inside = cpu({ threads: 1 });
describeChecks('pluginName', backendConformance(pluginName(inside), { identicalTo: [inside] }), { describe, it });
