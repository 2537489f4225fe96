import type { Events } from './event-dataset.ts';

/**
 * Sorts events by time, those of equal times by unit. Events that are in order already are given back as they are.
 *
 * @param events - in any order
 * @internal
 */
export function sortEvents(events: Events): Events {
  const { times, units } = events;
  const compare = (a: number, b: number): number => times[a] - times[b] || units[a] - units[b];
  let sorted = 1;
  while (sorted < times.length && compare(sorted - 1, sorted) <= 0) sorted++;
  if (sorted >= times.length) return events;
  const order = Uint32Array.from(times.keys()).sort(compare);
  return {
    times: Float64Array.from(order, (event) => times[event]),
    units: Uint32Array.from(order, (event) => units[event]),
  };
}
