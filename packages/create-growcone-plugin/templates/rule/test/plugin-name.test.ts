import { describeChecks, gradientLaws, reference } from '@growcone/conformance';
import { describe, it } from 'node:test';
import { pluginName } from '../src/index.ts';

// Without homeostasis it must be the gradient of the loss, as far as the signal travels.
const rule = () => pluginName({ strength: 0 });
describeChecks('pluginName', gradientLaws(reference(), { rule, carries: 'readout' }), { describe, it });
