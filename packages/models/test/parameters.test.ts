import { ParameterRangeError, UnknownNameError, type NeuronModel, type SynapseModel } from '@growcone/core';
import {
  alif,
  alpha,
  conductance,
  exponential,
  integrateAndFire,
  izhikevich,
  leakyIntegrator,
  lif,
  poissonSource,
} from '@growcone/models';
import { describe, expect, it } from 'vitest';

type Factory = (overrides?: Readonly<Record<string, number>>) => NeuronModel | SynapseModel;

const factories = {
  lif,
  alif,
  leakyIntegrator,
  izhikevich,
  integrateAndFire,
  poissonSource,
  exponential,
  conductance,
  alpha,
} as unknown as Readonly<Record<string, Factory>>;

describe.each(Object.entries(factories))('%s', (name, factory) => {
  it('is named as it is called', () => {
    expect(factory().name).toBe(name);
  });

  it('takes every one of its parameters and reports it', () => {
    for (const [parameter, value] of Object.entries(factory().params)) {
      expect(factory({ [parameter]: value * 0.99 }).params[parameter]).toBe(value * 0.99);
    }
  });

  it('refuses a parameter it does not have', () => {
    expect(() => factory({ nonsense: 1 })).toThrow(UnknownNameError);
  });

  it('refuses values that are no numbers', () => {
    for (const parameter of Object.keys(factory().params)) {
      expect(() => factory({ [parameter]: Number.NaN })).toThrow(ParameterRangeError);
      expect(() => factory({ [parameter]: Infinity })).toThrow(ParameterRangeError);
    }
  });

  it('has only time constants above 0', () => {
    for (const parameter of Object.keys(factory().params).filter((p) => p.startsWith('tau'))) {
      for (const value of [0, -1]) expect(() => factory({ [parameter]: value })).toThrow(ParameterRangeError);
    }
  });

  it('says what each of its variables is', () => {
    for (const { doc, value } of Object.values(factory().state)) {
      expect(doc).not.toBe('');
      expect(Number.isFinite(value)).toBe(true);
    }
  });
});

it('says what to do about a negative time constant', () => {
  expect(() => lif({ tauMem: -1 })).toThrow(
    'lif.tauMem (membrane time constant) must be a number greater than 0 ms, got -1. The default is 20 ms.',
  );
});

it('suggests the parameter that was meant', () => {
  expect(() => alif({ tauMemm: 3 } as object)).toThrow("alif has no parameter 'tauMemm'. Did you mean 'tauMem'?");
});
