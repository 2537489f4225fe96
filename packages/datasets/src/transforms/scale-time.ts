import { requirePositive } from '../dataset-option-error.ts';
import { deriveEvents } from '../derive-events.ts';
import type { EventDataset } from '../event-dataset.ts';
import { justBefore } from '../just-before.ts';

/**
 * Plays every recording slower or faster: times and duration are multiplied by a factor.
 *
 * @param dataset - recordings
 * @param factor - 2 for half as fast, 0.5 for twice as fast
 */
export function scaleTime(dataset: EventDataset, factor: number): EventDataset {
  requirePositive('scaleTime', 'factor', factor, 'times as long');
  const duration = dataset.duration * factor;
  const latest = justBefore(duration);
  return deriveEvents(dataset, {
    duration,
    async events(example, epoch) {
      const { times, units } = await dataset.events(example, epoch);
      return { times: times.map((time) => Math.min(time * factor, latest)), units };
    },
  });
}
