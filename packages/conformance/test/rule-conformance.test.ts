import { describe, it } from 'vitest';
import { describeChecks, ruleConformance } from '../src/index.ts';
import { readoutGradient, wholeGradient } from '../src/models/learning.ts';

describeChecks('the whole gradient', ruleConformance(wholeGradient), { describe, it });
describeChecks('the gradient over the readout', ruleConformance(readoutGradient), { describe, it });
