import { describe, expect, it } from 'vitest';
import { describeChecks } from '../src/check/check.ts';
import { gradientLaws } from '../src/gradient/gradient-laws.ts';
import { readoutGradient } from '../src/models/learning.ts';
import { reference } from '../src/reference/reference.ts';

void expect;
describeChecks('the whole gradient', gradientLaws(reference(), { examples: 2 }), { describe, it });
describeChecks('the whole gradient, in segments of 9 steps', gradientLaws(reference({ segment: 9 }), { examples: 2 }), {
  describe,
  it,
});
describeChecks(
  'the gradient over the readout',
  gradientLaws(reference(), { rule: readoutGradient, carries: 'readout', examples: 2 }),
  { describe, it },
);
