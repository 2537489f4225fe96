import type { Events } from './event-dataset.ts';
import { sortEvents } from './sort-events.ts';

/** Events of a camera as files have them. */
export interface PixelEvents {
  /** Column of each event, from the left. */
  readonly x: ArrayLike<number>;
  /** Row of each event, from the top. */
  readonly y: ArrayLike<number>;
  /** Polarity of each event: 0 for OFF, 1 for ON. */
  readonly polarity: ArrayLike<number>;
  /** Time of each event in µs. */
  readonly time: ArrayLike<number>;
}

/**
 * Events of a square camera as units of the shape [2, width, width], sorted, and in ms.
 *
 * @param pixels - the events
 * @param width - pixels per row and rows
 * @param start - time that becomes 0, in µs
 * @internal
 */
export function cameraEvents({ x, y, polarity, time }: PixelEvents, width: number, start = 0): Events {
  const { length } = time;
  const events = { times: new Float64Array(length), units: new Uint32Array(length) };
  for (let k = 0; k < length; k++) {
    events.times[k] = (time[k] - start) / 1000;
    events.units[k] = (polarity[k] * width + y[k]) * width + x[k];
  }
  return sortEvents(events);
}
