import { requireInteger, requireNumber, requirePositive } from './dataset-option-error.ts';
import { deriveEvents } from './derive-events.ts';
import type { EventDataset, Events } from './event-dataset.ts';
import { sortEvents } from './sort-events.ts';
import { addBackground } from './transforms/add-background.ts';
import { dropEvents } from './transforms/drop-events.ts';
import { jitterTime } from './transforms/jitter-time.ts';
import { streams, WordStream } from './word-stream.ts';

/** Number and shape of random patterns, and how examples differ from them. */
export interface PoissonPatternOptions {
  /** Number of classes: one pattern each. */
  readonly classes: number;
  /** Number of channels. */
  readonly channels: number;
  /** Length of a pattern in ms. */
  readonly duration: number;
  /** Mean rate of a channel in a pattern, in Hz. */
  readonly rate: number;
  /** Number of examples of each class. */
  readonly samplesPerClass: number;
  /** Standard deviation in ms by which an example moves each spike of its pattern; 0 if left out. */
  readonly jitter?: number;
  /** Probability that an example lacks a spike of its pattern; 0 if left out. */
  readonly drop?: number;
  /** Rate in Hz of the spikes in every channel that an example has beside its pattern; 0 if left out. */
  readonly background?: number;
  /** Seed of patterns and examples. */
  readonly seed: number;
}

/**
 * Random spike patterns to be recognised: every class is one draw of Poisson spike trains, and every example a copy of it
 * with spikes moved, left out and added. All classes have the same rates, so that only timing tells them apart.
 *
 * Examples are the same in every epoch. Training and test examples must come from one call, so that they have the same
 * patterns; cut them apart with `holdOut`. Examples of the classes alternate. The task goes back to R. Gütig and
 * H. Sompolinsky, Nature Neuroscience 9, 420–428 (2006), doi:10.1038/nn1643.
 *
 * @param options - patterns, examples and their differences
 */
export function poissonPatterns(options: PoissonPatternOptions): EventDataset {
  const { classes, channels, duration, rate, samplesPerClass, jitter = 0, drop = 0, background = 0, seed } = options;
  requireInteger('poissonPatterns', 'classes', classes, { min: 1, max: 65536 });
  requireInteger('poissonPatterns', 'channels', channels, { min: 1 });
  requirePositive('poissonPatterns', 'duration', duration, 'ms');
  requirePositive('poissonPatterns', 'rate', rate, 'Hz');
  requireInteger('poissonPatterns', 'samplesPerClass', samplesPerClass, { min: 1 });
  requireNumber('poissonPatterns', 'jitter', jitter, { min: 0, unit: 'ms' });
  requireNumber('poissonPatterns', 'drop', drop, { min: 0, max: 1 });
  requireNumber('poissonPatterns', 'background', background, { min: 0, unit: 'Hz' });
  const size = classes * samplesPerClass;
  const labels = new (classes <= 256 ? Uint8Array : Uint16Array)(size);
  for (let example = 0; example < size; example++) labels[example] = example % classes;
  const words = new WordStream(seed, streams.pattern);
  const patterns = Array.from({ length: classes }, (_, label) => drawPattern(options, words.start(label, 0)));
  const exact: EventDataset = {
    name: 'poisson-patterns',
    split: 'all',
    classes,
    classNames: Array.from({ length: classes }, (_, label) => `pattern ${label}`),
    shape: [channels],
    channels,
    duration,
    size,
    labels,
    source: {
      title: 'Random Poisson patterns',
      licence: 'none needed: generated',
      citation: 'R. Gütig, H. Sompolinsky, Nature Neuroscience 9, 420–428 (2006)',
      url: 'https://doi.org/10.1038/nn1643',
    },
    events: (example) => Promise.resolve(patterns[labels[example]]),
  };
  const moved = jitterTime(exact, { deviation: jitter, seed });
  const varied = addBackground(dropEvents(moved, { probability: drop, seed }), { rate: background, seed });
  return deriveEvents(varied, { events: (example) => varied.events(example, 0) });
}

function drawPattern({ channels, duration, rate }: PoissonPatternOptions, words: WordStream): Events {
  const times: number[] = [];
  const units: number[] = [];
  const wait = 1000 / rate;
  for (let channel = 0; channel < channels; channel++) {
    for (let time = words.exponential() * wait; time < duration; time += words.exponential() * wait) {
      times.push(time);
      units.push(channel);
    }
  }
  return sortEvents({ times: Float64Array.from(times), units: Uint32Array.from(units) });
}
