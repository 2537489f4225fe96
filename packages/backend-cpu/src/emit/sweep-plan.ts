import type { Kernel, Node, Op, Plan, Write } from '@growcone/core';
import type { KernelVariant } from './kernel-variant.ts';
import { TINY_EVERY, tinyToZero } from './tiny.ts';

/** One instruction of a sweep's body. */
export type SweepStep =
  | { readonly variant: KernelVariant }
  | { readonly every: number; readonly from?: number | undefined; readonly body: readonly SweepStep[] };

/** What a sweep does in each step. */
export interface SweepBody {
  /** Kernels in order. */
  readonly steps: readonly SweepStep[];
  /** Arrays of arriving spikes that no kernel can clear while it reads them; cleared after each step. */
  readonly cleared: readonly number[];
  /** Populations whose neurons fire in it. */
  readonly firing: readonly number[];
  /** How far back the 0/1 spikes of each population are read: smallest and largest lag. */
  readonly spiked: ReadonlyMap<number, { readonly least: number; readonly most: number }>;
}

/** A rewiring that draws pairs after each step whose number is a multiple of `every`. */
export interface RewiringAfter {
  /** Number of steps from one to the next. */
  readonly every: number;
  /** Id of the rewiring. */
  readonly rule: number;
}

/**
 * The rewirings inside a sweep's body, in order; they have to come after its kernels.
 *
 * @param ops - the body
 * @param every - in which of the sweep's steps the body runs
 */
export function rewiringsAfter(ops: readonly Op[], every: number = 1): readonly RewiringAfter[] {
  const found = ops.map((op): readonly RewiringAfter[] => {
    if (op.op === 'every') return rewiringsAfter(op.body, every * op.steps);
    return op.op === 'rewire' ? [{ every, rule: op.rule }] : [];
  });
  const first = found.findIndex((list) => list.length > 0);
  if (first >= 0 && found.slice(first).some((list) => list.length === 0)) {
    throw new RangeError('rewiring within a step must come after its kernels');
  }
  return found.flat();
}

/** Which writes of a sweep happen. */
export type Keeps = (array: number) => boolean;

/**
 * Works out what a sweep does in each step: drops writes that it does not keep and kernels that then do nothing, and finds who
 * clears the arrays of arriving spikes.
 *
 * @param plan - the plan
 * @param ops - the sweep's body
 * @param keeps - which arrays are written
 * @param inTime - whether it is a sweep through time, in which state decays
 */
export function sweepBody(plan: Plan, ops: readonly Op[], keeps: Keeps, inTime = true): SweepBody {
  const runs = flatten(plan, ops, keeps, true);
  const spiked = new Map<number, { least: number; most: number }>();
  const reach = (population: number, lag: number): void => {
    const { least, most } = spiked.get(population) ?? { least: lag, most: lag };
    spiked.set(population, { least: Math.min(least, lag), most: Math.max(most, lag) });
  };
  for (const run of runs) {
    for (const node of liveNodes(run)) {
      if (node.op === 'spiked') reach(node.population, node.lag);
      if (node.op === 'fired' && firesFromRecord(run)) reach((run.kernel as { population: number }).population, 0);
    }
  }
  const firing = runs
    .filter((run) => fires(run) !== undefined)
    .map((r) => (r.kernel as { population: number }).population);
  const { clearer, cleared } = assignClears(plan, runs);
  const variants = new Map(
    runs.map((run): [Run, KernelVariant] => [
      run,
      {
        kernel: run.kernel,
        writes: run.writes,
        replay: run.replay,
        clears: [...clearer].flatMap(([array, by]) => (by === run ? [array] : [])),
        marks: fires(run) !== undefined && spiked.has((run.kernel as { population: number }).population),
      },
    ]),
  );
  let next = 0;
  const build = (list: readonly Op[]): SweepStep[] =>
    list.flatMap((op): SweepStep[] => {
      if (op.op === 'every') return [{ every: op.steps, from: op.from, body: build(op.body) }];
      if (op.op !== 'run' || !runOf(plan, op, keeps, true)) return [];
      return [{ variant: variants.get(runs[next++]!)! }];
    });
  const tiny = (inTime ? tinyToZero(plan, runs) : []).map((kernel): SweepStep => {
    return { variant: { kernel, writes: kernel.writes, clears: [], replay: false, marks: false } };
  });
  const steps = build(ops);
  if (tiny.length > 0) steps.push({ every: TINY_EVERY, body: tiny });
  return { steps, cleared, firing, spiked };
}

interface Run {
  readonly kernel: Kernel;
  readonly writes: readonly Write[];
  readonly replay: boolean;
  /** Whether it runs in every step. */
  readonly always: boolean;
}

type RunOp = Extract<Op, { op: 'run' }>;

const writesOf = (kernel: Kernel): readonly Write[] =>
  kernel.shape === 'reduce' ? [{ array: kernel.into, node: kernel.node, add: kernel.add }] : kernel.writes;

const fires = ({ kernel, replay }: Pick<Run, 'kernel' | 'replay'>): number | undefined =>
  kernel.shape === 'neurons' && !replay ? kernel.fires : undefined;

const firesFromRecord = (run: Run): boolean => run.kernel.shape === 'neurons' && fires(run) === undefined;

function runOf(plan: Plan, { kernel: id, replay }: RunOp, keeps: Keeps, always: boolean): Run | undefined {
  const kernel = plan.kernels[id]!;
  const writes = writesOf(kernel).filter(({ array }) => keeps(array));
  const idle = writes.length === 0 && fires({ kernel, replay }) === undefined;
  return idle ? undefined : { kernel, writes, replay, always };
}

/** The kernels that do something, in order. */
function flatten(plan: Plan, ops: readonly Op[], keeps: Keeps, always: boolean): Run[] {
  return ops.flatMap((op): Run[] => {
    switch (op.op) {
      case 'run': {
        const run = runOf(plan, op, keeps, always);
        return run ? [run] : [];
      }
      case 'every':
        return flatten(plan, op.body, keeps, false);
      case 'rewire':
      case 'probe':
      case 'reduceShards':
      case 'clear':
      case 'meanOverExamples':
        return [];
      case 'examples':
      case 'forward':
      case 'reverse':
        throw new RangeError(`'${op.op}' cannot be inside a sweep`);
    }
  });
}

/** The nodes that a kernel's writes and threshold need. */
function liveNodes(run: Run): readonly Node[] {
  const { kernel, writes } = run;
  const live = new Set(writes.map((w) => w.node));
  const threshold = fires(run);
  if (threshold !== undefined) live.add(threshold);
  if (kernel.shape === 'rows' && kernel.where !== undefined) live.add(kernel.where);
  for (let i = kernel.nodes.length - 1; i >= 0; i--) {
    const node = kernel.nodes[i]!;
    if (live.has(i) && 'args' in node) for (const a of node.args) live.add(a);
  }
  return kernel.nodes.filter((_, i) => live.has(i));
}

const reads = (run: Run, array: number): boolean =>
  liveNodes(run).some((node) => node.op === 'read' && node.array === array);

/**
 * Who clears the arrays of arriving spikes: a loop over the neurons that is the last to read them in a step, after the last
 * kernel that adds to them; where there is none, a pass of its own.
 */
function assignClears(
  plan: Plan,
  runs: readonly Run[],
): { readonly clearer: ReadonlyMap<number, Run>; readonly cleared: readonly number[] } {
  const clearer = new Map<number, Run>();
  const cleared: number[] = [];
  for (const { id, accumulates, steps } of plan.arrays) {
    if (!accumulates) continue;
    const writes = (run: Run): boolean => run.writes.some((w) => w.array === id);
    if (!runs.some(writes)) continue;
    if (steps !== 1) throw new RangeError(`array ${plan.arrays[id]!.name} collects spikes and keeps several steps`);
    const last = runs.findLast((run) => writes(run) || reads(run, id));
    const suits = last && last.kernel.shape === 'neurons' && last.always && !writes(last);
    if (suits) clearer.set(id, last);
    else cleared.push(id);
  }
  return { clearer, cleared };
}
