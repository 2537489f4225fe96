import { cpu, type CpuDevice, type CpuOptions } from '@growcone/backend-cpu';
import { webgpu } from '@growcone/backend-webgpu';
import { GrowconeError, RefusedPlanError, type Backend, type Device } from '@growcone/core';
import type { RunsOn } from './messages.ts';

/** A kind of device that may run a network. */
export interface Candidate {
  /** Its name on the page. */
  readonly name: string;
  /** Opens a device; rejects with the reason why there is none. */
  open(): Promise<Opened>;
}

/** A device that is there. */
interface Opened {
  /** The device. */
  readonly device: Device;
  /** What a user should know about it. */
  readonly notes: readonly string[];
}

/** What this page tries, in this order. @param options - of the CPU backend */
export const candidates = (options: CpuOptions = {}): readonly Candidate[] => [
  {
    name: 'WebGPU',
    open: async () => ({ device: await webgpu().open(), notes: [] }),
  },
  {
    name: 'WebAssembly',
    open: async () => {
      const device = (await cpu(options).open()) as CpuDevice;
      return { device, notes: device.notes };
    },
  },
];

/** A network that runs. */
export interface Started<T> {
  /** What runs it. */
  readonly running: T;
  /** What the page says about it. */
  readonly on: RunsOn;
}

/**
 * Starts a network on the first device that opens, accepts and loads it.
 *
 * @param start - what to do with a backend whose device is open already; on failure the device is given back
 * @param tried - kinds of devices, the best first
 */
export async function startOnFirst<T>(
  start: (backend: Backend) => Promise<T>,
  tried: readonly Candidate[] = candidates(),
): Promise<Started<T>> {
  const passedOver: { name: string; reason: string }[] = [];
  for (const { name, open } of tried) {
    try {
      const { device, notes } = await open();
      const running = await start({ name, apiVersion: 1, open: async () => device });
      const sharedMemory = typeof SharedArrayBuffer === 'function';
      return { running, on: { device: device.name, notes, sharedMemory, passedOver } };
    } catch (error) {
      // The page says why, and the next candidate may do.
      passedOver.push({ name, reason: reasonOf(error) });
    }
  }
  const reasons = passedOver.map(({ name, reason }) => `${name}: ${reason}`).join(' ');
  throw new GrowconeError('NO_DEVICE', `No device runs this network. ${reasons}`, { tried: passedOver.length });
}

function reasonOf(error: unknown): string {
  if (error instanceof RefusedPlanError) return [...new Set(error.fields.refusals.map((r) => r.message))].join(' ');
  return error instanceof Error ? error.message : String(error);
}
