import type { Kernel, Op, Plan } from '@growcone/core';
import { backendConformance, reference } from '../../../src/index.ts';
import type { BrokenPlugin } from '../broken-plugin.ts';
import { eachOp, wrapBackend } from '../wrap-backend.ts';

/** Ends every example by writing its state where the next one starts. */
function leakState(plan: Plan): Plan {
  const arrays = [...plan.arrays];
  const kernels: Kernel[] = [...plan.kernels];
  const leaks: Op[] = [];
  for (const array of plan.arrays) {
    const { lifetime, steps, accumulates, over, initial, id } = array;
    if (lifetime !== 'example' || steps !== 1 || accumulates || over.per !== 'neuron' || typeof initial !== 'number')
      continue;
    const left = arrays.push({ ...array, id: arrays.length, lifetime: 'shared', name: `${array.name} left over` }) - 1;
    arrays[id] = { ...array, initial: { array: left } };
    const nodes = [{ op: 'read', array: id, at: 'neuron', lag: 0 }] as const;
    const writes = [{ array: left, node: 0, add: false }];
    leaks.push({
      op: 'run',
      replay: false,
      kernel: kernels.push({ shape: 'neurons', name: 'leak', population: over.population, nodes, writes }) - 1,
    });
  }
  const leaking = eachOp((op) => (op.op === 'examples' ? [{ ...op, body: [...op.body, ...leaks] }] : [op]));
  return leaking({ ...plan, arrays, kernels });
}

export const stateKept: BrokenPlugin = {
  kind: 'backend',
  mistake: 'starts an example with the state that the one before left',
  caughtBy: [
    'examples: ',
    'synapses: a trace',
    'dense: delivers',
    'rows: ',
    'growable-rows: ',
    'bit-mask: delivers',
    'delay ',
    'more than 65 536',
    'neurons: ',
    'lanes: ',
    'reverse: ',
    'periodic: kernels',
  ],
  checks: () => backendConformance(wrapBackend(reference(), 'my backend', { plan: leakState })),
};
