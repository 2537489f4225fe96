import type { EventDataset, Events, PublishedSet, SpikeDataset } from '@growcone/datasets';

/**
 * Spikes in steps as recordings of events, each at the start of its step, so that they can be shown like others.
 *
 * @param spikes - the spikes
 * @param of - what they are of, and how long a step is
 */
export function asRecordings(
  spikes: SpikeDataset,
  { about, split, dt }: { readonly about: PublishedSet; readonly split: string; readonly dt: number },
): EventDataset {
  const { name, source, classNames } = about;
  const { channels, classes, steps, size, labels } = spikes;
  return {
    name,
    split,
    classes,
    classNames,
    shape: [channels],
    channels,
    duration: steps * dt,
    size,
    labels,
    source,
    async events(example, epoch = 0): Promise<Events> {
      const pairs: [time: number, unit: number][] = [];
      await spikes.write(example, epoch, { add: (channel, step) => pairs.push([step * dt, channel]) });
      pairs.sort(([s, a], [t, b]) => s - t || a - b);
      return { times: Float64Array.from(pairs, ([time]) => time), units: Uint32Array.from(pairs, ([, unit]) => unit) };
    },
  };
}
