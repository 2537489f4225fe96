import { cpu, type CpuDevice, type CpuOptions } from '@growcone/backend-cpu';
import { webgpu } from '@growcone/backend-webgpu';
import { compilePlan, GrowconeError, type Backend, type Device, type Network } from '@growcone/core';
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

/** A backend whose device is open already. */
export interface OpenBackend {
  /** To be given to `compile` or `start`, once. */
  readonly backend: Backend;
  /** What the page says about it. */
  readonly on: RunsOn;
}

/**
 * Opens the first device that runs a network.
 *
 * @param network - the network
 * @param live - whether it runs on from call to call
 * @param tried - kinds of devices, the best first
 */
export async function openBackend(
  network: Network,
  live: boolean,
  tried: readonly Candidate[] = candidates(),
): Promise<OpenBackend> {
  const passedOver: { name: string; reason: string }[] = [];
  for (const { name, open } of tried) {
    let opened: Opened;
    try {
      opened = await open();
    } catch (error) {
      // The page says why, and the next candidate may do.
      passedOver.push({ name, reason: error instanceof Error ? error.message : String(error) });
      continue;
    }
    const { device, notes } = opened;
    const refusals = device.refusals(compilePlan(network.describe(), device.supports.formats, live).plan);
    if (refusals.length === 0) {
      const on = { device: device.name, notes, sharedMemory: typeof SharedArrayBuffer === 'function', passedOver };
      return { backend: { name, open: async () => device }, on };
    }
    await device[Symbol.asyncDispose]();
    passedOver.push({ name, reason: [...new Set(refusals.map(({ message }) => message))].join(' ') });
  }
  const reasons = passedOver.map(({ name, reason }) => `${name}: ${reason}`).join(' ');
  throw new GrowconeError('NO_DEVICE', `No device runs this network. ${reasons}`, { tried: passedOver.length });
}
