import { GrowconeError } from '@growcone/core';

/** Thrown when a wrapper for spiking neurons is given one that has no threshold. */
export class NotSpikingError extends GrowconeError {
  /** Name of the class, for messages. */
  override readonly name: string = 'NotSpikingError';

  /**
   * Says what is wrong and what to do.
   *
   * @param model - name of the model
   * @param wrapper - name of the wrapper
   */
  constructor(model: string, wrapper: string) {
    super(
      'NOT_SPIKING',
      `${wrapper} needs a neuron that fires by its own threshold; ${model} has none. Use it on a model with a 'spike' ` +
        'section, such as lif().',
      { model, wrapper },
    );
  }
}
