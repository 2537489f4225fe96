import { ParameterRangeError, quantity, UnknownNameError, type NeuronModel, type Writes } from '@growcone/core';
import { NotSpikingError } from './not-spiking-error.ts';

/** What a refractory neuron does until it may fire again. */
export interface RefractoryOptions {
  /** Variables that keep their value from the reset until the neuron may fire again; the others evolve. */
  readonly hold?: readonly string[];
}

const STEPS = quantity(5, 'steps', 'absolute refractory period, a whole number', { min: 1 });

/**
 * Gives a spiking neuron an absolute refractory period: two of its spikes are at least `steps` steps apart.
 *
 * A count-down starts with each spike and is taken down before the threshold is compared. Learning sees no slope while it
 * runs. `refractory(lif(), 5)` integrates meanwhile; `refractory(integrateAndFire(), 50, { hold: ['v'] })` stays at its reset.
 *
 * @param model - a neuron model with a threshold
 * @param steps - least distance of two spikes in steps, at least 1
 * @param options - what stands still meanwhile
 * @returns the neuron model with one more variable, the count-down
 */
export function refractory(model: NeuronModel, steps: number, { hold = [] }: RefractoryOptions = {}): NeuronModel {
  const { spike, integrate, state } = model;
  if (!spike) throw new NotSpikingError(model.name, 'refractory');
  if (!Number.isSafeInteger(steps) || steps < 1) throw new ParameterRangeError('refractory', 'steps', steps, STEPS);
  const unknown = hold.find((name) => !Object.hasOwn(state, name));
  if (unknown !== undefined) throw new UnknownNameError(model.name, 'state variable', unknown, Object.keys(state));

  let wait = 'wait';
  while (Object.hasOwn(state, wait)) wait += '_';
  return {
    ...model,
    name: `refractory(${model.name})`,
    params: { ...model.params, [`${wait}Steps`]: steps },
    state: { ...state, [wait]: quantity(0, 'steps', 'steps until the neuron may fire again') },
    integrate: (s, input, p) => {
      const left = s[wait]!.sub(1).max(0);
      const writes = integrate(s, input, p);
      const held: Record<string, Writes<string>[string]> = {};
      for (const name of hold) held[name] = left.gt(0).select(s[name]!, writes[name] ?? s[name]!);
      return { ...writes, ...held, [wait]: left };
    },
    spike: {
      ...spike,
      threshold: (s, p) => s[wait]!.gt(0).select(-1, spike.threshold(s, p)),
      reset: (s, z, p) => ({ ...spike.reset(s, z, p), [wait]: s[wait]!.max(z.detach().mul(steps)) }),
    },
  };
}
