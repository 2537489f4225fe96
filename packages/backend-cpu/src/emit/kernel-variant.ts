import type { Kernel, Node, Plan, Write } from '@growcone/core';
import type { Range } from '../runtime/share.ts';
import type { Helpers } from './helpers.ts';
import { KernelWriter } from './kernel-writer.ts';
import type { LiveParts } from './load-live.ts';

/** A kernel as one sweep runs it. */
export interface KernelVariant<K extends Kernel = Kernel> {
  /** The kernel. */
  readonly kernel: K;
  /** The writes that happen; those of arrays that the sweep does not keep are dropped. */
  readonly writes: readonly Write[];
  /** Arrays of arriving spikes that this kernel is the last to read: it leaves them at zero. */
  readonly clears: readonly number[];
  /** Whether spikes come from the record. */
  readonly replay: boolean;
  /** Whether it writes the 0/1 array of its population's spikes. */
  readonly marks: boolean;
  /** Array with room for a table of what it needs of postsynaptic neurons. */
  readonly table?: number | undefined;
}

/** What writing a kernel needs besides the kernel. */
export interface EmitOptions {
  /** The plan. */
  readonly plan: Plan;
  /** Whether four elements are worked on at a time. */
  readonly simd: boolean;
  /** Functions that kernels share. */
  readonly helpers: Helpers;
  /** Writes what changes synapses within a sweep, where anything does. */
  readonly live: LiveParts | undefined;
  /** Where threads share a network: the neurons of this thread by population. */
  readonly ranges?: readonly Range[];
}

/**
 * Starts the function of a kernel.
 *
 * @param variant - the kernel
 * @param options - what writing it needs
 * @param nodes - its expressions, if not those of the kernel
 */
export function startKernel(
  { kernel, replay }: KernelVariant,
  options: EmitOptions,
  nodes: readonly Node[] = kernel.nodes,
): KernelWriter {
  if (kernel.shape !== 'neurons') return new KernelWriter({ ...options, nodes });
  const { fires, population } = kernel;
  return new KernelWriter({
    ...options,
    nodes,
    fired: replay || fires === undefined ? { population } : { node: fires },
  });
}
