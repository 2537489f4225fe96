import { DatasetOptionError } from '../dataset-option-error.ts';
import { deriveEvents } from '../derive-events.ts';
import type { EventDataset } from '../event-dataset.ts';
import { pool } from './pool.ts';

/**
 * Forgets whether a pixel of a camera became brighter or darker: shape [2, rows, columns] becomes [rows, columns].
 *
 * @param dataset - recordings of a camera
 */
export function mergePolarity(dataset: EventDataset): EventDataset {
  const { shape } = dataset;
  if (shape.length !== 3 || shape[0] !== 2) {
    const allowed = 'recordings of shape 2 × rows × columns';
    throw new DatasetOptionError('mergePolarity', 'dataset', `${dataset.name} of ${shape.join(' × ')}`, allowed);
  }
  const { events } = pool(dataset, [2, 1, 1]);
  return deriveEvents(dataset, { shape: shape.slice(1), events });
}
