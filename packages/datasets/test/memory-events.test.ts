import { describe, expect, it } from 'vitest';
import { bin, DatasetOptionError, memoryEvents, toBatch, type MemoryRecording } from '../src/index.ts';

const two: readonly MemoryRecording[] = [
  { label: 1, times: [30.5, 2, 2], units: [0, 3, 1] },
  { label: 0, times: [], units: [] },
];
const set = (options: object = {}): ReturnType<typeof memoryEvents> =>
  memoryEvents({ name: 'mine', shape: [4], recordings: two, ...options });

describe('recordings in memory', () => {
  it('are events in the order of time, those of one time in the order of units', async () => {
    const { times, units } = await set().events(0);
    expect([...times]).toEqual([2, 2, 30.5]);
    expect([...units]).toEqual([1, 3, 0]);
  });

  it('tell classes, size and length where they are not said', () => {
    const { classes, classNames, channels, duration, size, labels } = set();
    // The last event is at 30.5 ms, and no event comes at the duration or after it.
    expect({ classes, classNames, channels, duration, size }).toEqual({
      classes: 2,
      classNames: ['0', '1'],
      channels: 4,
      duration: 31,
      size: 2,
    });
    expect([...labels]).toEqual([1, 0]);
  });

  it('keep what is said', () => {
    const { classNames, duration, channels } = set({ classNames: ['a', 'b', 'c'], duration: 200, shape: [2, 2] });
    expect({ classNames, duration, channels }).toEqual({ classNames: ['a', 'b', 'c'], duration: 200, channels: 4 });
  });

  it('become the batch of a simulation', async () => {
    const batch = await toBatch(bin(set(), { dt: 1 }), [0, 1]);
    expect([...batch.labels]).toEqual([1, 0]);
    expect([...batch.neurons]).toEqual([1, 3, 0]);
  });

  it.each([
    [
      'a unit that is not there',
      [{ label: 0, times: [1], units: [4] }],
      /recordings\[0\]\.units\[0\] .* 0 and 3, got 4/,
    ],
    [
      'a time before the start',
      [{ label: 0, times: [-1], units: [0] }],
      /times\[0\] must be from 0 to below 1 ms, got -1/,
    ],
    [
      'a time that is no number',
      [{ label: 0, times: [NaN], units: [0] }],
      /times\[0\] must be from 0 to below 1 ms, got NaN/,
    ],
    ['fewer units than times', [{ label: 0, times: [1, 2], units: [0] }], /units must be 2, as many as times, got 1/],
    [
      'a label that is no class',
      [{ label: 0.5, times: [], units: [] }],
      /recordings\[0\]\.label must be a whole number/,
    ],
  ])('are refused with %s', (_, recordings, message) => {
    expect(() => set({ recordings })).toThrow(DatasetOptionError);
    expect(() => set({ recordings })).toThrow(message);
  });

  it('are refused with a label beyond the names of the classes', () => {
    expect(() => set({ classNames: ['only one'] })).toThrow(/recordings\[0\]\.label must be .* got 1/);
  });

  it('are refused with an event after the length that is said', () => {
    expect(() => set({ duration: 30 })).toThrow(/recordings\[0\]\.times\[0\] must be from 0 to below 30 ms, got 30\.5/);
  });
});
