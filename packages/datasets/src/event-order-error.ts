import { GrowconeError } from '@growcone/core';
import type { EventDataset, Events } from './event-dataset.ts';

/** A data set or a transform gave an event that does not exist or is out of order. */
export class EventOrderError extends GrowconeError {
  /** The class of the error. */
  override readonly name: string = 'EventOrderError';

  /**
   * Tells of an event.
   *
   * @param dataset - the data set, or its last transform
   * @param example - example that the event belongs to
   * @param event - position of the event in it
   * @param got - its time and unit
   */
  constructor(
    { name, channels, duration }: EventDataset,
    example: number,
    event: number,
    got: { readonly time: number; readonly unit: number },
  ) {
    super(
      'EVENT_ORDER',
      `Data set '${name}' gave event ${event} of example ${example} as unit ${got.unit} at ${got.time} ms: units are ` +
        `0 … ${channels - 1}, times go from 0 to below ${duration} ms and never back. Mend its events().`,
      { dataset: name, example, event, channels, duration, ...got },
    );
  }
}

/**
 * Refuses events that are out of range or out of order.
 *
 * @internal
 */
export function requireOrdered(dataset: EventDataset, example: number, { times, units }: Events): void {
  const { channels, duration } = dataset;
  let last = 0;
  for (let k = 0; k < times.length; k++) {
    const time = times[k];
    const unit = units[k];
    // The other way round it would let NaN pass.
    if (!(time >= last && time < duration && unit < channels))
      throw new EventOrderError(dataset, example, k, { time, unit });
    last = time;
  }
}
