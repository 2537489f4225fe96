import { DatasetOptionError } from './dataset-option-error.ts';
import type { EventDataset } from './event-dataset.ts';
import type { HoldOut } from './hold-out.ts';
import type { SpikeDataset } from './spike-dataset.ts';
import { type PartOf, subset } from './subset.ts';

/**
 * Holds out everything of some people, so that a network is tested on voices or hands that it never met. Both parts keep
 * the order of the whole.
 *
 * @typeParam D - what kind of data set
 * @param dataset - examples that say whom they are of
 * @param groups - whom to hold out, as numbered in `dataset.groups`
 */
export function holdOutGroups<D extends SpikeDataset | EventDataset>(
  dataset: D,
  groups: readonly number[],
): HoldOut<PartOf<D>> {
  const of = dataset.groups;
  if (!of) {
    const allowed = 'examples that say whom they are of (groups); use holdOut() for others';
    throw new DatasetOptionError('holdOutGroups', 'dataset', dataset.name, allowed);
  }
  const known = [...new Set(of)].sort((a, b) => a - b);
  const stranger = groups.find((group) => !known.includes(group));
  if (stranger !== undefined) {
    throw new DatasetOptionError('holdOutGroups', 'groups', stranger, `some of ${known.join(', ')}`);
  }
  const held = new Set(groups);
  const part = (wanted: boolean): PartOf<D> => {
    const all = Array.from(of.keys());
    return subset(
      dataset,
      all.filter((example) => held.has(of[example]) === wanted),
    );
  };
  return { train: part(false), validation: part(true) };
}
