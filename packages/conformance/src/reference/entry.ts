import { GrowconeError, type Op } from '@growcone/core';
import { bindExamples, type Batch } from './examples.ts';
import { bindKernel, type Run } from './bind-kernel.ts';
import type { Machine } from './machine.ts';
import { bindProbing } from './ranking.ts';
import { bindRewiring } from './rewiring.ts';
import { bindSegments } from './segments.ts';
import { addShards, clearFirstShard, meanOverExamples } from './shards.ts';
import { bindEvery, bindForward, bindReverse } from './sweep.ts';

/**
 * Binds the ops of an entry: this is the whole meaning of a plan, one op after another.
 *
 * @param machine - what they work on
 * @param ops - the ops
 * @param batch - what the entry gets and gives back
 */
export function bindOps(machine: Machine, ops: readonly Op[], batch: Batch): Run {
  const runs = ops.map((op) => bindOp(machine, op, batch));
  segmentSweeps(machine, ops, batch, runs);
  return () => {
    for (const run of runs) run();
  };
}

function bindOp(machine: Machine, op: Op, batch: Batch): Run {
  const { moment, arrays } = machine;
  const bind = (ops: readonly Op[]): Run => bindOps(machine, ops, batch);
  switch (op.op) {
    case 'run':
      return bindKernel(machine, machine.plan.kernels[op.kernel], op.replay);
    case 'examples':
      return bindExamples(machine, batch, bind(op.body));
    case 'forward':
      return bindForward(
        machine,
        op,
        bind,
        () => {},
        () => batch.record(op),
        (array) => op.keep.includes(array),
      );
    case 'reverse':
      return bindReverse(machine, op, bind);
    case 'every':
      return bindEvery(machine, op, bind);
    case 'reduceShards':
      return () => op.arrays.forEach((id) => addShards(arrays[id], machine.variation.single));
    case 'clear':
      return () => op.arrays.forEach((id) => clearFirstShard(arrays[id]));
    case 'meanOverExamples':
      return () => meanOverExamples(arrays[op.from], arrays[op.into], moment.examples, machine.variation.single);
    case 'rewire':
      return bindRewiring(machine, machine.plan.rewirings[op.rule], batch);
    case 'probe': {
      const rule = machine.plan.rewirings[op.rule];
      if (rule.kind !== 'sweep' || !rule.probes) throw new GrowconeError('PLAN', `'${rule.name}' has no probes.`);
      return bindProbing(machine, rule, rule.probes);
    }
    default:
      op satisfies never;
      throw new GrowconeError('PLAN', 'An entry has an unknown op.');
  }
}

/** Where a reverse sweep follows a forward sweep, replaces both by sweeps in segments, if the interpreter is to do so. */
function segmentSweeps(machine: Machine, ops: readonly Op[], batch: Batch, runs: Run[]): void {
  const length = machine.variation.segment;
  if (length === undefined) return;
  ops.forEach((reverse, i) => {
    if (reverse.op !== 'reverse') return;
    const at = ops.slice(0, i).findLastIndex((op) => op.op === 'forward');
    const forward = ops[at];
    if (forward?.op !== 'forward') return;
    const bind = (body: readonly Op[]): Run => bindOps(machine, body, batch);
    const sweeps = bindSegments(machine, forward, reverse, bind, length, () => batch.record(forward));
    runs[at] = sweeps.forward;
    runs[i] = sweeps.reverse;
  });
}
