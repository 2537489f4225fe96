import fc from 'fast-check';
import type { EventDataset, Events } from '../src/index.ts';

/** What `small` makes a data set from, beside its events. */
type SmallOptions = Partial<Pick<EventDataset, 'shape' | 'duration' | 'groups' | 'labels'>>;

/** Events given as [time, unit] pairs per example, labelled by position. */
export function recordings(
  examples: readonly (readonly (readonly [number, number])[])[],
  { shape = [4], duration = 10, labels = Uint8Array.from(examples.keys()), groups }: SmallOptions = {},
): EventDataset {
  return {
    name: 'small',
    split: 'train',
    classes: Math.max(1, examples.length),
    classNames: Array.from({ length: Math.max(1, examples.length) }, (_, label) => `class ${label}`),
    shape,
    channels: shape.reduce((product, size) => product * size, 1),
    duration,
    size: examples.length,
    labels,
    ...(groups ? { groups } : {}),
    source: { title: 'Small', licence: 'CC0', citation: 'nobody', url: 'https://example.org' },
    events: (example) => Promise.resolve(eventsOf(examples[example] as [number, number][])),
  };
}

/** Events of [time, unit] pairs. */
function eventsOf(pairs: readonly (readonly [number, number])[]): Events {
  return { times: Float64Array.from(pairs, ([time]) => time), units: Uint32Array.from(pairs, ([, unit]) => unit) };
}

/** Events as [time, unit] pairs. */
export function pairsOf({ times, units }: Events): [number, number][] {
  return Array.from(times, (time, k) => [time, units[k] as number]);
}

/** Any recording: pairs in order, some of equal times, some of equal times and units. */
export function anyPairs(channels: number, duration: number): fc.Arbitrary<[number, number][]> {
  const time = fc.oneof(
    fc.nat(Math.ceil(duration) - 1),
    fc.double({ min: 0, max: duration, maxExcluded: true, noNaN: true }).map(Math.abs),
  );
  return fc.array(fc.tuple(time, fc.nat(channels - 1)), { maxLength: 40 }).map(inOrder);
}

/** Pairs by time, those of equal times by unit. */
export function inOrder<T extends readonly [number, number]>(pairs: readonly T[]): T[] {
  return pairs.toSorted(([s, a], [t, b]) => s - t || a - b);
}
