import { GrowconeError, type Plan } from '@growcone/core';
import type { Moment } from './moment.ts';

/** Thrown when a kernel writes NaN or an infinite value. */
export class NonFiniteError extends GrowconeError {
  override readonly name: string = 'NonFiniteError';

  /**
   * @param plan - the plan
   * @param array - the array that was written
   * @param element - its element
   * @param value - the value
   * @param moment - where the run was
   */
  constructor(plan: Plan, array: number, element: number, value: number, moment: Moment) {
    const { name, over } = plan.arrays[array];
    const owner =
      over.per === 'neuron'
        ? `neuron ${element} of population '${plan.populations[over.population].name}'`
        : over.per === 'synapse'
          ? `synapse ${element} of projection '${plan.stores[over.store].name}'`
          : 'the network';
    const { step, example, kernel } = moment;
    super(
      'NOT_FINITE',
      `${name} of ${owner} became ${value} at step ${step} of example ${example}, in '${kernel}'. ` +
        'Look for a division by zero, a logarithm or root of a negative number, or a state that grows without bound; ' +
        'a plan that reads an array before the step has written it gives NaN here as well.',
      {
        population: over.per === 'neuron' ? plan.populations[over.population].name : undefined,
        projection: over.per === 'synapse' ? plan.stores[over.store].name : undefined,
        neuron: over.per === 'neuron' ? element : undefined,
        synapse: over.per === 'synapse' ? element : undefined,
        variable: name,
        value,
        step,
        example,
        kernel,
      },
    );
  }
}
