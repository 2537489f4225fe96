import { DatasetOptionError, requireInteger } from './dataset-option-error.ts';
import type { EventDataset, Events } from './event-dataset.ts';
import type { DataSource } from './recordings.ts';
import { sortEvents } from './sort-events.ts';

/** One recording of events, in any order. */
export interface MemoryRecording {
  /** Its class, from 0. */
  readonly label: number;
  /** When each event is, in ms from the start of the recording. */
  readonly times: ArrayLike<number>;
  /** What each event is of, such as a channel; as many as `times`. */
  readonly units: ArrayLike<number>;
}

/** Recordings of one's own, and what is known of them. */
export interface MemoryEventsOptions {
  /** What the data are, for reports and error messages. */
  readonly name: string;
  /** Sizes of what unit numbers count, as in `EventDataset.shape`: [20] for 20 channels. */
  readonly shape: readonly number[];
  /** The recordings. */
  readonly recordings: readonly MemoryRecording[];
  /** What the classes are, in words; if left out, there are as many as the labels tell, called by their numbers. */
  readonly classNames?: readonly string[];
  /** Length in ms: no event comes at or after this time. If left out, the whole millisecond in which the last event ends. */
  readonly duration?: number;
  /** Where they come from; if left out, nothing is said. */
  readonly source?: DataSource;
}

/**
 * Recordings in memory as a data set: spike times from a table, from an experiment, from a model of the ear. Events may come in any order.
 * A set that is larger than memory is an object with the members of `EventDataset` instead.
 *
 * @param options - the recordings, and what is known of them
 * @throws DatasetOptionError for a label, time or unit that cannot be, with its place
 */
export function memoryEvents(options: MemoryEventsOptions): EventDataset {
  const { name, shape, recordings } = options;
  const channels = shape.reduce((product, size) => product * size, 1);
  requireInteger('memoryEvents', 'shape', channels, { min: 1 });
  const times = recordings.flatMap((recording) => Array.from(recording.times));
  const last = times.reduce((most, time) => (time > most ? time : most), 0);
  const duration = options.duration ?? Math.floor(last) + 1;
  const classes = options.classNames?.length ?? recordings.reduce((most, { label }) => Math.max(most, label + 1), 1);
  recordings.forEach(({ label }, example) =>
    requireInteger('memoryEvents', `recordings[${example}].label`, label, {
      min: 0,
      max: Math.min(classes, 65536) - 1,
    }),
  );
  const held = recordings.map((recording, example) =>
    sortEvents(checkedEvents(recording, { at: `recordings[${example}]`, channels, duration })),
  );
  return {
    name,
    split: 'all',
    classes,
    classNames: options.classNames ?? Array.from({ length: classes }, (_, label) => String(label)),
    shape,
    channels,
    duration,
    size: recordings.length,
    labels: (classes <= 256 ? Uint8Array : Uint16Array).from(recordings.map(({ label }) => label)),
    source: options.source ?? { title: name, licence: 'not stated', citation: 'not stated', url: '' },
    events: (example) => Promise.resolve(held[example]!),
  };
}

function checkedEvents(
  { times, units }: MemoryRecording,
  { at, channels, duration }: { readonly at: string; readonly channels: number; readonly duration: number },
): Events {
  if (units.length !== times.length)
    throw new DatasetOptionError(
      'memoryEvents',
      `${at}.units`,
      `${units.length} of them`,
      `${times.length}, as many as times`,
    );
  for (let k = 0; k < times.length; k++) {
    requireInteger('memoryEvents', `${at}.units[${k}]`, units[k]!, { min: 0, max: channels - 1 });
    // The other way round it would let NaN pass.
    if (!(times[k]! >= 0 && times[k]! < duration))
      throw new DatasetOptionError('memoryEvents', `${at}.times[${k}]`, times[k], `from 0 to below ${duration} ms`);
  }
  return { times: Float64Array.from(times), units: Uint32Array.from(units) };
}
