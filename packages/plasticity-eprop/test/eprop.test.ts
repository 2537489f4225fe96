import { ParameterRangeError, UnknownNameError } from '@growcone/core';
import { eprop, type EpropOptions } from '@growcone/plasticity-eprop';
import { describe, expect, it } from 'vitest';

describe('eprop', () => {
  it('is reverse, symmetric and without a firing-rate pull unless told otherwise', () => {
    expect(eprop()).toMatchObject({ kind: 'learning-rule', form: 'reverse', cite: 'doi:10.1038/s41467-020-17236-y' });
    expect(eprop().signal).toBeUndefined();
    expect('weightUpdate' in eprop()).toBe(false);
    expect(eprop({ form: 'online' })).toHaveProperty('weightUpdate');
  });

  it('refuses what it does not know, with a suggestion', () => {
    const wrong = (options: object) => () => eprop(options as EpropOptions);
    expect(wrong({ form: 'onlin' })).toThrow(UnknownNameError);
    expect(wrong({ form: 'onlin' })).toThrow(
      "eprop has no form 'onlin'. Did you mean 'online'? It has: reverse, online.",
    );
    expect(wrong({ feedback: 'symetric' })).toThrow("Did you mean 'symmetric'?");
    expect(wrong({ firingrate: {} })).toThrow("eprop has no option 'firingrate'. Did you mean 'firingRate'?");
    expect(wrong({ firingRate: { tau: 0 } })).toThrow(ParameterRangeError);
    expect(wrong({ firingRate: { goal: 10 } })).toThrow(UnknownNameError);
  });
});
