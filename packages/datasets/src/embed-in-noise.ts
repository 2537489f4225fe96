import { BernoulliTrains, meanWait } from './bernoulli-trains.ts';
import { DatasetOptionError, requireInteger, requireNumber } from './dataset-option-error.ts';
import type { SpikeDataset } from './spike-dataset.ts';
import { streams, WordStream } from './word-stream.ts';

/** A data set of which only some channels tell the class. */
export interface NoisyDataset extends SpikeDataset {
  /** Channels that tell the class, ascending; the others are noise. */
  readonly informative: Uint32Array;
}

/** The noise around a data set. */
export interface NoiseOptions {
  /** Number of channels in all. */
  readonly channels: number;
  /** Probability that a noise channel spikes in a step. */
  readonly probability: number;
  /** Seed of the choice of channels and of the noise. */
  readonly seed: number;
}

/**
 * Hides the channels of a data set among channels of Poisson noise, at random places.
 *
 * The noise of an example is drawn anew in every epoch and tells nothing about its class. A rewiring rule should find
 * the informative channels.
 *
 * @param dataset - what to hide; its channels keep their order
 * @param options - how many channels, and how often the others spike
 */
export function embedInNoise(dataset: SpikeDataset, options: NoiseOptions): NoisyDataset {
  const { channels, probability, seed } = options;
  const { name, classes, steps, size, labels } = dataset;
  if (dataset.writeValues) {
    throw new DatasetOptionError('embedInNoise', 'dataset', name, 'a data set of spikes, not of constant values');
  }
  requireInteger('embedInNoise', 'channels', channels, { min: dataset.channels });
  requireNumber('embedInNoise', 'probability', probability, { min: 0, max: 1 });
  const places = new WordStream(seed, streams.informative).start(0, 0).permutation(channels);
  const informative = places.slice(0, dataset.channels).sort();
  const noise = places.slice(dataset.channels).sort();
  const trains = new BernoulliTrains(steps, seed, streams.noise);
  const wait = meanWait(probability);
  return {
    name: `${name} among ${channels} channels`,
    classes,
    channels,
    steps,
    size,
    labels,
    ...(dataset.groups ? { groups: dataset.groups } : {}),
    informative,
    async write(example, epoch, into) {
      // Kept until all are there: other examples may be drawn while this one is read.
      const spikes: [place: number, step: number][] = [];
      await dataset.write(example, epoch, { add: (channel, step) => spikes.push([informative[channel], step]) });
      let written = 0;
      const noiseBelow = (channel: number): void => {
        while (written < noise.length && noise[written] < channel) {
          trains.write(noise[written++], wait, into);
        }
      };
      trains.start(example, epoch);
      for (const [place, step] of spikes) {
        noiseBelow(place);
        into.add(place, step);
      }
      noiseBelow(channels);
    },
  };
}
