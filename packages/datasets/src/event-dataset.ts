import type { Recordings } from './recordings.ts';

/** Events of one example, sorted by time, those of equal times by unit. */
export interface Events {
  /** When each event is, in ms from the start of the example. */
  readonly times: Float64Array;
  /** What each event is of: a channel of a cochlea, a pixel and polarity of a camera. */
  readonly units: Uint32Array;
}

/** Labelled recordings of events in continuous time, read when they are asked for. `bin` cuts them into steps. */
export interface EventDataset extends Recordings {
  /**
   * Sizes of what unit numbers count, slowest first: [700] for a cochlea, [2, 34, 34] for a camera (polarity OFF and ON,
   * row from the top, column from the left).
   */
  readonly shape: readonly number[];
  /** Number of units: the product of the shape. */
  readonly channels: number;
  /**
   * Reads the events of one example, and nothing else. The same example in the same epoch always has the same events,
   * whatever was asked before.
   *
   * @param example - which example, from 0
   * @param epoch - number of the presentation; only random transforms differ between epochs
   */
  events(example: number, epoch?: number): Promise<Events>;
}
