import { availableParallelism, cpus, totalmem } from 'node:os';
import { type CpuDevice, cpu } from '@growcone/backend-cpu';
import { readManifest } from '../version.ts';

/** A device that networks can run on. */
export interface DeviceInfo {
  /** Name of its backend. */
  readonly backend: string;
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
  readonly devices: readonly DeviceInfo[];
}

/** Finds out what this machine and installation offer. */
export async function gatherInfo(): Promise<Info> {
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
      devices: [{ backend: 'cpu', device: name, threads, simd, sharedMemory, notes }],
    };
  } finally {
    await device[Symbol.asyncDispose]();
  }
}
