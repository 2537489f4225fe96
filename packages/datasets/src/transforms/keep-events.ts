import type { Events } from '../event-dataset.ts';

/**
 * Some of the events, in their order.
 *
 * @param events - all of them
 * @param keeps - whether to keep one; asked once for each, in order
 * @internal
 */
export function keepEvents({ times, units }: Events, keeps: (event: number) => boolean): Events {
  const kept = { times: new Float64Array(times.length), units: new Uint32Array(times.length) };
  let count = 0;
  for (let event = 0; event < times.length; event++) {
    if (!keeps(event)) continue;
    kept.times[count] = times[event];
    kept.units[count++] = units[event];
  }
  return { times: kept.times.slice(0, count), units: kept.units.slice(0, count) };
}
