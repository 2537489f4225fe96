import type { IntensityDataset, SpikeBatch, SpikeDataset } from '../src/index.ts';

/** Values as a data set of one class. */
export function intensities(values: IntensityDataset['intensities'], channels: number): IntensityDataset {
  const size = values.length / channels;
  return { name: 'small', classes: 1, channels, size, labels: new Uint8Array(size), intensities: values };
}

/** Spikes given as [channel, step] pairs per example, labelled by position. */
export function spikes(
  examples: readonly (readonly [number, number])[][],
  channels: number,
  steps: number,
): SpikeDataset {
  return {
    name: 'small',
    classes: examples.length,
    channels,
    steps,
    size: examples.length,
    labels: Uint8Array.from(examples.keys()),
    write(example, _epoch, into) {
      for (const [channel, step] of examples[example]) into.add(channel, step);
    },
  };
}

/** The channels that spike at a step of an example of a batch. */
export function at(batch: SpikeBatch, example: number, step: number): number[] {
  const first = example * (batch.steps + 1) + step;
  return Array.from(batch.neurons.subarray(batch.offsets[first], batch.offsets[first + 1]));
}

/** The steps at which a channel of an example of a batch spikes. */
export function trainOf(batch: SpikeBatch, example: number, channel: number): number[] {
  return Array.from({ length: batch.steps }, (_, step) => step).filter((step) =>
    at(batch, example, step).includes(channel),
  );
}
