import { availableParallelism, cpus, totalmem } from 'node:os';
import { type CpuDevice, cpu } from '@growcone/backend-cpu';
import { adapters, NoAdapterError, type AdapterDescription, type AdapterLimits } from '@growcone/backend-webgpu';
import { readManifest } from '../version.ts';

/** A GPU that networks can run on. */
export interface GpuInfo extends Pick<
  AdapterDescription,
  'vendor' | 'architecture' | 'software' | 'used' | 'offeredFor' | 'timestamps'
> {
  /** Name of its backend. */
  readonly backend: 'webgpu';
  /** Its name. */
  readonly device: string;
  /** What drives it, such as Vulkan. */
  readonly driver: string;
  /** MiB that one buffer may have: all weights of a network lie in one. */
  readonly largestBufferMiB: number;
  /** What it allows. */
  readonly limits: AdapterLimits;
  /** What of that networks use at most. */
  readonly uses: AdapterLimits;
}

/** A CPU that networks can run on. */
export interface CpuInfo {
  /** Name of its backend. */
  readonly backend: 'cpu';
  /** Its name. */
  readonly device: string;
  /** Worker threads. */
  readonly threads: number;
  /** Whether vector instructions are used. */
  readonly simd: boolean;
  /** Whether its threads share memory. */
  readonly sharedMemory: boolean;
  /** What the user should know about how it runs. */
  readonly notes: readonly string[];
}

/** What this machine and installation offer. */
export interface Info {
  /** Versions of the packages and of what they run on. */
  readonly versions: Readonly<Record<string, string>>;
  /** The machine. */
  readonly machine: { readonly processor: string; readonly processors: number; readonly memoryMiB: number };
  /** Where networks can run. */
  readonly devices: readonly (CpuInfo | GpuInfo)[];
  /** Backends that find no device here, and why. */
  readonly missing: readonly { readonly backend: string; readonly reason: string }[];
}

/** Finds out what this machine and installation offer. */
export async function gatherInfo(): Promise<Info> {
  const gpus = await gpuInfo();
  const device = (await cpu().open()) as CpuDevice;
  try {
    const { name, threads, simd, notes } = device;
    const sharedMemory = typeof SharedArrayBuffer === 'function';
    return {
      versions: {
        growcone: readManifest().version,
        node: process.versions.node,
        v8: process.versions.v8,
        platform: `${process.platform} ${process.arch}`,
      },
      machine: {
        processor: cpus()[0]?.model ?? 'unknown',
        processors: availableParallelism(),
        memoryMiB: Math.round(totalmem() / 2 ** 20),
      },
      devices: [
        { backend: 'cpu', device: name, threads, simd, sharedMemory, notes },
        ...(typeof gpus === 'string' ? [] : gpus),
      ],
      missing: typeof gpus === 'string' ? [{ backend: 'webgpu', reason: gpus }] : [],
    };
  } finally {
    await device[Symbol.asyncDispose]();
  }
}

/** What the package `webgpu` runs on, by operating system. */
const DRIVERS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'Vulkan',
  darwin: 'Metal',
  win32: 'Direct3D 12',
};

/** The GPUs, the one that is used first, or why there is none. */
async function gpuInfo(): Promise<readonly GpuInfo[] | string> {
  try {
    const driver = DRIVERS[process.platform] ?? 'unknown';
    return (await adapters()).map(({ name, limits, ...rest }) => {
      const largest = Math.min(limits.bufferBytes, limits.bindingBytes);
      const largestBufferMiB = Math.floor(largest / 2 ** 20);
      return { backend: 'webgpu', device: `WebGPU (${name})`, driver, largestBufferMiB, limits, ...rest };
    });
  } catch (error) {
    if (error instanceof NoAdapterError) return error.message;
    throw error;
  }
}
