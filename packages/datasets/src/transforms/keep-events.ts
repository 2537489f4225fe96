import type { Events } from '../event-dataset.ts';

/**
 * Some of the events, in their order.
 *
 * @param events - all of them
 * @param keeps - whether to keep one; asked once for each, in order
 * @internal
 */
export function keepEvents({ times, units }: Events, keeps: (event: number) => boolean): Events {
  const kept = Uint32Array.from(times.keys()).filter(keeps);
  return {
    times: Float64Array.from(kept, (event) => times[event]),
    units: Uint32Array.from(kept, (event) => units[event]),
  };
}
