import { availableParallelism, cpus, totalmem } from 'node:os';
import { type CpuDevice, cpu } from '@growcone/backend-cpu';
import { NoAdapterError, webgpu, type WebGpuDevice } from '@growcone/backend-webgpu';
import { readManifest } from '../version.ts';

/** A GPU that networks can run on. */
export interface GpuInfo {
  /** Name of its backend. */
  readonly backend: 'webgpu';
  /** Its name. */
  readonly device: string;
  /** MiB that one buffer may have: all weights of a network lie in one. */
  readonly largestBufferMiB: number;
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
  const gpu = await gpuInfo();
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
        ...(typeof gpu === 'string' ? [] : [gpu]),
      ],
      missing: typeof gpu === 'string' ? [{ backend: 'webgpu', reason: gpu }] : [],
    };
  } finally {
    await device[Symbol.asyncDispose]();
  }
}

/** The GPU, or why there is none. */
async function gpuInfo(): Promise<GpuInfo | string> {
  try {
    const device = (await webgpu().open()) as WebGpuDevice;
    const { name, largestBuffer } = device;
    await device[Symbol.asyncDispose]();
    return { backend: 'webgpu', device: name, largestBufferMiB: Math.floor(largestBuffer / 2 ** 20) };
  } catch (error) {
    if (error instanceof NoAdapterError) return error.message;
    throw error;
  }
}
