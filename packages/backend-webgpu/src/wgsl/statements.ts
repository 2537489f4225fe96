import type { Kernel } from '@growcone/core';
import { neuronsStatements } from './kernels/neurons.ts';
import { postSpikesStatements } from './kernels/post-spikes.ts';
import { networkStatements, reduceStatements } from './kernels/reduce.ts';
import { rowsStatements } from './kernels/rows.ts';
import { spikesStatements } from './kernels/spikes.ts';
import { synapsesStatements } from './kernels/synapses.ts';
import type { Site } from './site.ts';

/** The statements of a kernel: its loop, in terms of `lane`, `lanes` and the step `t`. @param site - where they stand @param kernel - the kernel @param replay - whether spikes come from the record */
export function kernelStatements(site: Site, kernel: Kernel, replay: boolean): string[] {
  switch (kernel.shape) {
    case 'neurons':
      return neuronsStatements(site, kernel, replay);
    case 'spikes':
      return spikesStatements(site, kernel);
    case 'rows':
      return rowsStatements(site, kernel);
    case 'synapses':
      return synapsesStatements(site, kernel);
    case 'reduce':
      return reduceStatements(site, kernel);
    case 'network':
      return networkStatements(site, kernel);
    case 'post-spikes':
      return postSpikesStatements(site, kernel);
  }
}
