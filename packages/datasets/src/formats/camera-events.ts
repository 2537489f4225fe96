/** Events of an event camera, or spikes of an array of neurons, in the order of the file. */
export interface CameraEvents {
  /** Time of each event in µs. */
  readonly times: Float64Array;
  /** Column of each event, from 0. */
  readonly x: Uint16Array;
  /** Row of each event, from 0. */
  readonly y: Uint16Array;
  /** Polarity of each event, 0 OFF and 1 ON; some files count more channels. */
  readonly channel: Uint8Array;
}

/** Size of the array that events come from. */
export interface CameraShape {
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Polarities or other channels; 2 if left out. */
  readonly channels?: number;
}

/**
 * Room for a number of events.
 *
 * @internal
 */
export function roomFor(count: number): CameraEvents {
  return {
    times: new Float64Array(count),
    x: new Uint16Array(count),
    y: new Uint16Array(count),
    channel: new Uint8Array(count),
  };
}

/**
 * The first events.
 *
 * @internal
 */
export function firstEvents({ times, x, y, channel }: CameraEvents, count: number): CameraEvents {
  return {
    times: times.subarray(0, count),
    x: x.subarray(0, count),
    y: y.subarray(0, count),
    channel: channel.subarray(0, count),
  };
}
