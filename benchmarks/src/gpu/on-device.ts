import { webgpu, type KernelTimes, type WebGpuDevice } from '@growcone/backend-webgpu';
import type { Backend } from '@growcone/core';
import { between } from './kernel-times.ts';

/** A network that runs on a GPU, as far as measuring goes. */
export interface Running extends AsyncDisposable {
  /** Does the work once. */
  turn(): Promise<unknown>;
}

/** What turns took. */
export interface TurnTimes {
  /** Seconds of each turn, from the host's call to its end, with nothing measured inside. */
  readonly seconds: readonly number[];
  /** Times of the shaders of one further turn; undefined where the GPU has no timestamps. */
  readonly kernels: KernelTimes | undefined;
}

/**
 * Lets a network do its work several times, and once more with a clock at every shader, each on a device of its own after a first turn
 * that does not count.
 *
 * @param start - puts the network on a backend
 * @param rounds - how many turns count
 */
export async function measureTurns<R extends Running>(
  start: (backend: Backend) => Promise<R>,
  rounds: number,
): Promise<TurnTimes> {
  const seconds: number[] = [];
  {
    await using running = await start(webgpu());
    await running.turn();
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      await running.turn();
      seconds.push((performance.now() - began) / 1000);
    }
  }
  const device = (await webgpu({ profile: true }).open()) as WebGpuDevice;
  await using clocked = await start({ name: 'webgpu', apiVersion: 1, open: () => Promise.resolve(device) });
  await clocked.turn();
  const before = await device.profile();
  await clocked.turn();
  const after = await device.profile();
  return { seconds, kernels: before && after && between(before, after) };
}
