/** Labelled examples as analog values, such as images: what an encoding turns into spikes. */
export interface IntensityDataset {
  /** What it is, for reports and error messages. */
  readonly name: string;
  /** Number of classes; labels are 0 … classes − 1. */
  readonly classes: number;
  /** Number of values per example: pixels of an image. */
  readonly channels: number;
  /** Number of examples. */
  readonly size: number;
  /** Class of each example. */
  readonly labels: Uint8Array | Uint16Array;
  /**
   * The values, example after example: bytes, where 255 stands for intensity 1, or intensities between 0 and 1
   * themselves.
   */
  readonly intensities: Uint8Array | Float32Array | Float64Array;
}

/**
 * Gives a function of the intensity at a position of a data set: computed once per grey level for bytes, and on demand
 * for other values.
 *
 * @param intensities - the values of a data set
 * @param f - what to compute from an intensity between 0 and 1
 * @returns what to call with a position in `intensities`
 * @internal
 */
export function perIntensity(
  intensities: IntensityDataset['intensities'],
  f: (intensity: number) => number,
): (position: number) => number {
  if (!(intensities instanceof Uint8Array)) return (position) => f(intensities[position]);
  const levels = Float64Array.from({ length: 256 }, (_, level) => f(level / 255));
  return (position) => levels[intensities[position]];
}
