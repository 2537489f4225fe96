import type { KernelTimes } from '@growcone/backend-webgpu';
import type { Row } from '../benchmark.ts';
import { significant } from '../measure/statistics.ts';
import type { GpuMachine } from './gpu-machine.ts';
import type { Traffic } from './traffic.ts';

/** Times between two readings of a device. @param before - the first @param after - the second */
export function between(before: KernelTimes, after: KernelTimes): KernelTimes {
  return new Map(
    [...after].flatMap(([name, { calls, milliseconds }]) => {
      const { calls: known, milliseconds: taken } = before.get(name) ?? { calls: 0, milliseconds: 0 };
      return calls === known ? [] : [[name, { calls: calls - known, milliseconds: milliseconds - taken }] as const];
    }),
  );
}

/** Milliseconds of all shaders, or of some. @param times - the shaders @param pick - which */
export const totalOf = (times: KernelTimes, pick: (name: string) => boolean = () => true): number =>
  [...times].reduce((sum, [name, { milliseconds }]) => sum + (pick(name) ? milliseconds : 0), 0);

/** A row for each shader, the longest first. @param known - what they belong to @param times - the shaders */
export function kernelRows(known: Row, times: KernelTimes): Row[] {
  const total = totalOf(times);
  return [...times]
    .sort(([, a], [, b]) => b.milliseconds - a.milliseconds)
    .map(([shader, { calls, milliseconds }]) => ({
      ...known,
      shader,
      calls,
      totalMs: significant(milliseconds),
      usPerCall: significant((1000 * milliseconds) / calls, 3),
      sharePercent: significant((100 * milliseconds) / Math.max(total, Number.MIN_VALUE), 3),
    }));
}

/** Which sweep of an entry a shader belongs to. */
const sweepOf = (entry: string, shader: string): keyof Traffic | undefined =>
  !shader.startsWith(entry) ? undefined : /forward|flush/.test(shader) ? 'forward' : 'reverse';

/** Bytes over a time over a bandwidth; null without a time. */
const shareOf = (bytes: number, milliseconds: number, bandwidthGBs: number): number | null =>
  milliseconds === 0 ? null : significant(bytes / (milliseconds / 1000) / (bandwidthGBs * 1e9), 3);

/** The same columns where all shaders belong to one forward sweep. @param times - of the shaders @param bytes - per step @param steps - number of steps @param gpu - the GPU */
export const bandwidthOfAll = (
  times: KernelTimes | undefined,
  bytes: number,
  steps: number,
  { bandwidthGBs }: GpuMachine,
): Row => ({
  forwardBytesPerStep: Math.round(bytes),
  forwardShareOfBandwidth: shareOf(bytes * steps, times ? totalOf(times) : 0, bandwidthGBs),
});

/**
 * Columns that say which share of the memory bandwidth the sweeps reach; null where no times are known.
 *
 * @param entry - whose sweeps
 * @param times - of its shaders
 * @param traffic - per step and example
 * @param turns - steps times examples
 * @param gpu - the GPU
 */
export function bandwidthColumns(
  entry: string,
  times: KernelTimes | undefined,
  traffic: Traffic,
  turns: number,
  { bandwidthGBs }: GpuMachine,
): Row {
  const share = (sweep: keyof Traffic): number | null => {
    const milliseconds = times ? totalOf(times, (name) => sweepOf(entry, name) === sweep) : 0;
    return shareOf(traffic[sweep] * turns, milliseconds, bandwidthGBs);
  };
  return {
    forwardBytesPerStep: Math.round(traffic.forward),
    forwardShareOfBandwidth: share('forward'),
    ...(traffic.reverse === 0
      ? {}
      : { reverseBytesPerStep: Math.round(traffic.reverse), reverseShareOfBandwidth: share('reverse') }),
  };
}
