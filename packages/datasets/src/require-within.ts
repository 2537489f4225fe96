import { DataFileError } from './data-file-error.ts';
import type { Events } from './event-dataset.ts';

/**
 * Refuses a recording that is longer than any of its data set.
 *
 * @param file - name of the file, for errors
 * @param events - what it holds, in any order
 * @param duration - length of the longest recording in ms
 * @internal
 */
export function requireWithin(file: string, { times }: Events, duration: number): void {
  const event = times.findIndex((time) => !(time >= 0 && time < duration));
  if (event < 0) return;
  throw new DataFileError('EVENT_TIME', {
    file,
    offset: 0,
    within: 'content',
    expected: `events from 0 to before ${duration} ms`,
    got: `event ${event} at ${times[event]} ms`,
    advice: 'This is not a recording of the set, or a damaged one: get it again.',
  });
}
