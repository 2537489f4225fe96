import type { NetworkKernel } from '@growcone/core';
import type { Code } from '../wasm/code.ts';
import { startKernel, type EmitOptions, type KernelVariant } from './kernel-variant.ts';

/**
 * Writes one evaluation for the whole network.
 *
 * @param variant - the kernel
 * @param options - what writing it needs
 */
export function emitNetwork(variant: KernelVariant<NetworkKernel>, options: EmitOptions): Code {
  const writer = startKernel(variant, options);
  return writer.finish(() => writer.write(variant.writes, writer.call, () => 'network'));
}
