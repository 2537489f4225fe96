/** A histogram with bins of equal width. */
export interface Histogram {
  /** Where the first bin begins. */
  readonly start: number;
  /** Width of a bin. */
  readonly width: number;
  /** Number of values in each bin. */
  readonly counts: readonly number[];
}

/**
 * Counts values in bins of equal width.
 *
 * @param values - the values, at least one
 * @param bins - number of bins
 */
export function histogram(values: ArrayLike<number>, bins: number): Histogram {
  const [least, most] = extent(values);
  const width = most > least ? (most - least) / bins : 1;
  return { start: most > least ? least : least - 0.5, width, counts: count(values, bins, (v) => (v - least) / width) };
}

/**
 * Counts whole numbers, one per bin while they are few, else several.
 *
 * @param values - whole numbers, at least one
 * @param most - largest number of bins
 */
export function wholeHistogram(values: ArrayLike<number>, most: number): Histogram {
  const [least, largest] = extent(values);
  const width = Math.ceil((largest - least + 1) / most);
  const bins = Math.ceil((largest - least + 1) / width);
  return { start: least - 0.5, width, counts: count(values, bins, (v) => (v - least) / width) };
}

function count(values: ArrayLike<number>, bins: number, position: (value: number) => number): number[] {
  const counts = Array.from({ length: bins }, () => 0);
  for (let i = 0; i < values.length; i++) {
    // The largest value belongs to the last bin.
    const bin = Math.min(bins - 1, Math.floor(position(values[i] as number)));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}

function extent(values: ArrayLike<number>): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    least = Math.min(least, values[i] as number);
    most = Math.max(most, values[i] as number);
  }
  return [least, most];
}
