import type { Kernel, Plan } from '@growcone/core';
import { contextLayout, markedSteps, padded, POPULATION_WORDS, REWIRING_WORDS } from '../runtime/layout.ts';
import type { Share } from '../runtime/share.ts';
import { syncByte } from '../runtime/sync-counters.ts';
import { Code, type Local } from '../wasm/code.ts';
import { control, i32 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { countWhile } from './loop.ts';
import { populationWord, rewiringWord, sharingWord } from './memory-map.ts';
import { stepPlus } from './spike-marks.ts';
import { CONTEXT_PARAMETER, drawDue, FROM, rebuildMarks, runSteps, TO, type SweepOptions } from './sweep.ts';
import type { RewiringAfter, SweepBody, SweepStep } from './sweep-plan.ts';
import { pushCounter, type Sync } from './sync.ts';

/** What writing a thread's part of a sweep needs. */
export interface SharedSweepOptions extends SweepOptions {
  /** How threads share the network. */
  readonly share: Share;
  /** Which thread this is; 0 is the one that calls, and leads. */
  readonly thread: number;
  /** How threads wait. */
  readonly sync: Sync;
}

/**
 * Writes a thread's part of a sweep over ascending steps: (context, from, to) → the first step that was not run.
 *
 * The leader releases a step, all do their part of it, and meet where one reads what another has written. Before the leader returns, all
 * others have finished the step and wait: so it may edit stores and move lists. They run all steps in one call.
 *
 * @param body - what happens in each step
 * @param options - what writing it needs
 * @param rewires - rewirings that draw pairs after a step
 */
export function emitShared(body: SweepBody, options: SharedSweepOptions, rewires: readonly RewiringAfter[]): Code {
  const { i32: word } = valueType;
  const code = new Code({ params: [word, word, word], results: [word] });
  const { plan, marks, share, thread, sync } = options;
  const layout = contextLayout(plan);
  const sharing = (which: number): Local => {
    code.get(CONTEXT_PARAMETER);
    code.access(i32.load, 4 * (layout.sharing + which));
    return code.take(word);
  };
  const shared: Shared = {
    code,
    options,
    counters: sharing(sharingWord.sync),
    leader: sharing(sharingWord.leader),
    firstStep: sharing(sharingWord.firstStep),
  };
  const groups = phases(plan, body);
  const leads = thread === 0;
  for (const population of body.spiked.keys()) rebuildMarks(code, options, population);
  const listed = [...body.spiked.keys()].filter((p) => !body.firing.includes(p));
  countWhile(code, FROM, 1, TO, () => {
    if (leads) {
      pushCounters(shared, syncByte.released);
      code.get(FROM);
      code.call(sync.release());
    } else wait(shared, syncByte.released, () => code.get(FROM));
    for (const population of listed) marks.set(code, population, CONTEXT_PARAMETER, FROM, 1);
    groups.forEach((steps, n) => {
      if (n > 0) meet(shared, n - 1, groups.length - 1);
      runSteps(code, options, steps);
    });
    for (const population of body.firing) join(shared, population);
    clearArrived(shared, body);
    for (const population of listed) {
      marks.set(code, population, CONTEXT_PARAMETER, stepPlus(code, FROM, -markedSteps(plan, population)), 0);
    }
    drawDue(code, options, rewires);
    if (!leads) {
      pushCounters(shared, syncByte.done);
      code.call(sync.arrive());
      return;
    }
    wait(shared, syncByte.done, () => {
      code.i32(share.threads - 1);
      pushStepsRun(shared);
      code.op(i32.mul);
    });
    returnIfDecided(shared, rewires);
  });
  code.get(TO);
  return code;
}

interface Shared {
  readonly code: Code;
  readonly options: SharedSweepOptions;
  readonly counters: Local;
  readonly leader: Local;
  readonly firstStep: Local;
}

/** Steps of the run that are finished when the current one is. */
function pushStepsRun({ code, firstStep }: Shared): void {
  code.get(FROM, firstStep);
  code.op(i32.sub);
  code.i32(1);
  code.op(i32.add);
}

function pushCounters({ code, counters }: Shared, byte: number): void {
  code.get(counters);
  pushCounter(code, counters, byte);
}

/** Waits until a counter has reached a number; returns if the run was given up. */
function wait(shared: Shared, byte: number, pushNumber: () => void): void {
  const { code, options } = shared;
  pushCounters(shared, byte);
  pushNumber();
  code.call(options.sync.waitUntil());
  code.if(() => {
    code.get(FROM);
    code.op(control.return);
  });
}

/** Nobody goes on before all are here. @param shared - the sweep @param n - which meeting of the step @param count - meetings per step */
function meet(shared: Shared, n: number, count: number): void {
  const { code, options } = shared;
  const { share, sync } = options;
  pushCounters(shared, syncByte.barrier);
  code.call(sync.arrive());
  wait(shared, syncByte.barrier, () => {
    // threads · (meetings of the steps before + those of this step so far)
    pushStepsRun(shared);
    code.i32(count);
    code.op(i32.mul);
    code.i32(n + 1 - count);
    code.op(i32.add);
    code.i32(share.threads);
    code.op(i32.mul);
  });
}

/** Groups of kernels between which threads have to meet: none reads of others' neurons what one of its own group writes. */
function phases(plan: Plan, { steps, firing }: SweepBody): readonly (readonly SweepStep[])[] {
  const groups: SweepStep[][] = [[]];
  let [read, written] = [new Set<number>(), new Set<number>()];
  let fired = false;
  for (const step of steps) {
    const kernels = kernelsOf(step);
    const reads = kernels.flatMap(crossReads);
    const writes = kernels.flatMap(({ writes: list }) => list);
    // What runs only in some steps is one part: nobody could wait in the middle of it.
    if (!('variant' in step) && reads.length > 0) throw new RangeError('kernels that read of others run in every step');
    if (reads.some((array) => written.has(array)) || writes.some((array) => read.has(array))) {
      groups.push([]);
      [read, written] = [new Set(), new Set()];
      fired = false;
    }
    groups.at(-1)!.push(step);
    reads.forEach((array) => read.add(array));
    writes.forEach((array) => written.add(array));
    fired ||= kernels.some(({ kernel }) => kernel.shape === 'neurons' && firing.includes(kernel.population));
  }
  // Lists of spikes are joined at the end of the step, when all are complete.
  if (fired) groups.push([]);
  return groups;
}

interface Access {
  readonly kernel: Kernel;
  readonly writes: readonly number[];
}

const kernelsOf = (step: SweepStep): readonly Access[] =>
  'variant' in step
    ? [{ kernel: step.variant.kernel, writes: step.variant.writes.map(({ array }) => array) }]
    : step.body.flatMap(kernelsOf);

/** Arrays of which a kernel reads elements of neurons that other threads have. */
const crossReads = ({ kernel }: Access): readonly number[] =>
  kernel.shape === 'neurons'
    ? []
    : kernel.nodes.flatMap((node) => (node.op === 'read' && node.at === 'pre' ? [node.array] : []));

/** Copies this thread's spikes to where its neurons' spikes belong in the list of all; the last one says where the list ends. */
function join({ code, options, leader }: Shared, population: number): void {
  const { plan, share, thread } = options;
  const layout = contextLayout(plan);
  const position = (which: number): number => 4 * (layout.populations + POPULATION_WORDS * population + which);
  const own = (which: number): void => {
    code.get(CONTEXT_PARAMETER);
    code.access(i32.load, position(which));
  };
  own(populationWord.offsets);
  code.get(FROM);
  code.i32(2);
  code.op(i32.shl, i32.add);
  const offset = code.take(valueType.i32);
  // Number of spikes before this thread's.
  code.get(offset);
  code.access(i32.load);
  for (let n = 0; n < thread; n++) {
    code.get(leader);
    code.access(i32.load, 4 * layout.words * n + position(populationWord.ownCount));
    code.op(i32.add);
  }
  const before = code.take(valueType.i32);
  own(populationWord.ids);
  code.get(before);
  code.i32(2);
  code.op(i32.shl, i32.add);
  own(populationWord.own);
  own(populationWord.ownCount);
  code.i32(2);
  code.op(i32.shl);
  code.copy();
  if (thread < share.threads - 1) return;
  code.get(offset, before);
  own(populationWord.ownCount);
  code.op(i32.add);
  code.access(i32.store, 4);
}

/** Zeroes what spikes arrive in, where no kernel does. */
function clearArrived({ code, options }: Shared, body: SweepBody): void {
  const { plan, share, thread } = options;
  for (const array of body.cleared) {
    const { over, name } = plan.arrays[array]!;
    if (over.per !== 'neuron') throw new RangeError(`array ${name} collects spikes, but not per neuron`);
    const { from, to } = share.ranges[thread]![over.population]!;
    if (from === to) continue;
    code.get(CONTEXT_PARAMETER);
    code.access(i32.load, 4 * array);
    code.i32(4 * from);
    code.op(i32.add);
    code.i32(0);
    code.i32(4 * (padded(to) - from));
    code.fill();
  }
}

/** The leader returns if any thread's rewiring has decided something. */
function returnIfDecided({ code, options, leader }: Shared, rewires: readonly RewiringAfter[]): void {
  if (rewires.length === 0) return;
  const { plan, share } = options;
  const layout = contextLayout(plan);
  let first = true;
  for (let n = 0; n < share.threads; n++) {
    for (const { rule } of rewires) {
      code.get(leader);
      code.access(i32.load, 4 * (layout.words * n + layout.rewirings + REWIRING_WORDS * rule + rewiringWord.count));
      if (!first) code.op(i32.or);
      first = false;
    }
  }
  code.if(() => {
    code.get(stepPlus(code, FROM, 1));
    code.op(control.return);
  });
}
