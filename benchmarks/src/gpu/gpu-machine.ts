import { adapters, memoryBandwidth } from '@growcone/backend-webgpu';

/** The GPU that a benchmark ran on. */
export interface GpuMachine {
  /** Its name, as the driver tells it. */
  readonly adapter: string;
  /** Who made it. */
  readonly vendor: string;
  /** Whether it is a software adapter: its figures say nothing about GPUs. */
  readonly software: boolean;
  /** Whether it tells how long shaders take. */
  readonly timestamps: boolean;
  /** MiB that one buffer may have. */
  readonly largestBufferMiB: number;
  /** Bytes per second of a triad over its memory, in 10⁹, measured in the same run. */
  readonly bandwidthGBs: number;
}

/** The GPU that networks run on here, with its bandwidth. */
export async function gpuMachine(): Promise<GpuMachine> {
  const { name, vendor, software, timestamps, limits } = (await adapters()).find(({ used }) => used)!;
  return {
    adapter: name,
    vendor,
    software,
    timestamps,
    largestBufferMiB: Math.floor(Math.min(limits.bufferBytes, limits.bindingBytes) / 2 ** 20),
    bandwidthGBs: Number(((await memoryBandwidth()) / 1e9).toPrecision(4)),
  };
}

/** A GPU in words, for every place that shows its figures. @param gpu - which */
export const inWords = ({ adapter, software, bandwidthGBs, timestamps }: GpuMachine): string =>
  `${software ? `software adapter ${adapter}, which says nothing about GPUs` : `GPU ${adapter}`}; triad ${bandwidthGBs} GB/s; ` +
  `${timestamps ? 'timestamps' : 'no timestamps, so no times of shaders'}`;
