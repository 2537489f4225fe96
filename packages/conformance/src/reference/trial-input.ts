import type { ArraySpec, Op, Plan, SpikeBatch, TrialInput } from '@growcone/core';
import { effectsOf } from './op-effects.ts';
import { TrialInputError } from './program-errors.ts';

/**
 * Throws unless a trial's input fits what an entry reads.
 *
 * @param plan - the plan
 * @param ops - the entry
 * @param input - what the trial is given
 */
export function checkTrialInput(plan: Plan, ops: readonly Op[], input: TrialInput): void {
  const effects = effectsOf(plan, ops);
  if (!effects.kinds.has('examples')) return;
  wholeNumber('The number of examples', input.size, 1);
  wholeNumber('The number of steps', input.steps, 1);
  wholeNumber("The number of the batch's first example", input.firstExample, 0);
  for (const { id, name, size, spikes } of plan.populations) {
    if (spikes === 'input' && effects.spikesRead.has(id)) checkSpikes(name, size, input.spikes[id], input);
  }
  for (const array of plan.arrays) {
    if (array.lifetime !== 'input' || !effects.lags.has(array.id)) continue;
    const expected = input.size * (array.steps === 'all' ? input.steps : array.steps) * elementsOf(plan, array);
    const got = input.values[array.id]?.length;
    if (got !== expected)
      throw new TrialInputError(`The number of values of '${array.name}'`, got ?? 'none', `${expected}`);
  }
}

function elementsOf(plan: Plan, { over }: ArraySpec): number {
  return over.per === 'neuron' ? plan.populations[over.population].size : 1;
}

function wholeNumber(what: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    throw new TrialInputError(what, value, `a whole number of at least ${least}`);
  }
}

function checkSpikes(name: string, size: number, batch: SpikeBatch | undefined, trial: TrialInput): void {
  const of = `of the spikes of '${name}'`;
  if (!batch) throw new TrialInputError(`The spikes of '${name}'`, 'none', 'given: its spikes come from input');
  if (batch.size !== trial.size) throw new TrialInputError(`The number of examples ${of}`, batch.size, `${trial.size}`);
  if (batch.steps !== trial.steps)
    throw new TrialInputError(`The number of steps ${of}`, batch.steps, `${trial.steps}`);
  const { offsets, neurons, steps } = batch;
  const expected = batch.size * (steps + 1);
  if (offsets.length !== expected)
    throw new TrialInputError(`The number of offsets ${of}`, offsets.length, `${expected}`);
  for (let i = 0; i < expected; i++) {
    const step = (i % (steps + 1)) + 1;
    if (step > steps) continue;
    if (offsets[i + 1] < offsets[i] || offsets[i + 1] > neurons.length) {
      throw new TrialInputError(`Offset ${i + 1} ${of}`, offsets[i + 1], `from ${offsets[i]} to ${neurons.length}`);
    }
    for (let k = offsets[i]; k < offsets[i + 1]; k++) {
      if (neurons[k] >= size) throw new TrialInputError(`Spike ${k} of '${name}'`, neurons[k], `below ${size}`);
      if (k > offsets[i] && neurons[k] <= neurons[k - 1]) {
        throw new TrialInputError(
          `Spike ${k} of '${name}' in step ${step}`,
          neurons[k],
          `above ${neurons[k - 1]}: ascending`,
        );
      }
    }
  }
}
