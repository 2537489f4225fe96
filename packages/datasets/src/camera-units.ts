import type { Events } from './event-dataset.ts';
import type { CameraEvents } from './formats/camera-events.ts';
import { sortEvents } from './sort-events.ts';

/**
 * Events of a square camera as units of the shape [2, width, width], sorted, and in ms.
 *
 * @param pixels - the events
 * @param width - pixels per row, and number of rows
 * @param start - time that becomes 0, in µs
 * @internal
 */
export function cameraUnits({ times, x, y, channel }: CameraEvents, width: number, start = 0): Events {
  const { length } = times;
  const events = { times: new Float64Array(length), units: new Uint32Array(length) };
  for (let k = 0; k < length; k++) {
    events.times[k] = (times[k] - start) / 1000;
    events.units[k] = (channel[k] * width + y[k]) * width + x[k];
  }
  return sortEvents(events);
}
