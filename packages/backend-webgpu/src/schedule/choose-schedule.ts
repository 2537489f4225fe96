import type { Plan } from '@growcone/core';
import type { ScheduleKind } from './phase.ts';

/** Neurons of the largest population from which on every step is a grid: eight per lane of a workgroup. */
const MANY_NEURONS = 2048;

/** Pairs of a dense projection that one step visits from which on every step is a grid: a thousand per lane. */
const MANY_PAIRS = 2 ** 18;

/**
 * How the steps of a loop over examples run. A workgroup per example costs no dispatch per step, but leaves all of an example to 256
 * lanes; a grid costs some microseconds per dispatch, and several dispatches per step. So a small network takes the first and a large one
 * the second. A network that runs on has one example, for which a single workgroup would be most of a GPU left idle.
 *
 * @param plan - the plan
 * @param kernels - kernels that run in steps
 * @param continues - whether the network runs on
 * @param wanted - what the user asks for
 */
export function chooseSchedule(
  { kernels: all, stores, populations }: Plan,
  kernels: readonly number[],
  continues: boolean,
  wanted: ScheduleKind | undefined,
): ScheduleKind {
  if (continues) return 'grid';
  if (wanted !== undefined) return wanted;
  const large = kernels.some((id) => {
    // What a schedule adds to a plan copies arrays over neurons, which other kernels visit too.
    const kernel = all[id];
    if (kernel === undefined) return false;
    if ('population' in kernel) return populations[kernel.population].size >= MANY_NEURONS;
    if (!('store' in kernel)) return false;
    const { pre, post, format } = stores[kernel.store];
    const sizes = [pre, post].map((p) => populations[p].size);
    const visitsAll = kernel.shape === 'synapses' || kernel.shape === 'rows';
    return sizes[1] >= MANY_NEURONS || (visitsAll && format === 'dense' && sizes[0] * sizes[1] >= MANY_PAIRS);
  });
  return large ? 'grid' : 'example';
}
