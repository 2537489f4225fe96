import type { Kernel } from '@growcone/core';
import type { Code } from '../wasm/code.ts';
import type { EmitOptions, KernelVariant } from './kernel-variant.ts';
import { emitNetwork } from './network.ts';
import { emitNeurons } from './neurons.ts';
import { emitReduce } from './reduce.ts';
import { emitRows } from './rows.ts';
import { simplify } from './simplify.ts';
import { emitSpikes } from './spikes.ts';
import { emitSynapses } from './synapses.ts';

/**
 * Writes the function of a kernel: (context, step) → nothing.
 *
 * @param variant - the kernel as a sweep runs it
 * @param options - what writing it needs
 */
export function emitKernel(variant: KernelVariant, options: EmitOptions): Code {
  const simple = simplify(variant);
  const { kernel } = simple;
  const as = <K extends Kernel>(k: K): KernelVariant<K> => ({ ...simple, kernel: k });
  switch (kernel.shape) {
    case 'neurons':
      return emitNeurons(as(kernel), options);
    case 'spikes':
      return emitSpikes(as(kernel), options);
    case 'post-spikes':
      return options.live!.emitPostSpikes(as(kernel), options);
    case 'rows':
      return emitRows(as(kernel), options);
    case 'synapses':
      return emitSynapses(as(kernel), options);
    case 'reduce':
      return emitReduce(as(kernel), options);
    case 'network':
      return emitNetwork(as(kernel), options);
  }
}
