import { evaluator, boxcar, recordPopulationStep } from '@growcone/core';
import { leakyIntegrator, lif, NotSpikingError, withSurrogate } from '@growcone/models';
import { describe, expect, it } from 'vitest';

describe('withSurrogate', () => {
  it('changes the slope and nothing else', () => {
    const plain = recordPopulationStep(lif(), [], 1);
    const boxed = recordPopulationStep(withSurrogate(lif(), boxcar(0.1, 2)), [], 1);
    const at = evaluator({ 'u.v': 0.7, 's.v': 0.3, z: 1 });
    expect(at(boxed.slope!)).toBe(2);
    expect(at(boxed.threshold!)).toBe(at(plain.threshold!));
    expect(at(boxed.reset['v']!)).toBe(at(plain.reset['v']!));
    expect(at(boxed.integrated['v']!)).toBe(at(plain.integrated['v']!));
  });

  it('refuses a graded neuron', () => {
    expect(() => withSurrogate(leakyIntegrator(), boxcar(1))).toThrow(NotSpikingError);
  });
});
