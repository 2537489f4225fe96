import type { Op, Plan } from '@growcone/core';
import { kernelsOf, marginsOf, readsOf, spikesReadBy, writesOf, type Placed } from './access.ts';
import { instructions, type Instruction } from './units.ts';

/** How the reverse sweep of an entry can work in segments. */
export interface SegmentAnalysis {
  /** 'all' arrays of which only a segment is held: `recompute` fills them. */
  readonly recorded: readonly number[];
  /** Arrays kept at the start of every segment: what `recompute` needs and what it disturbs. */
  readonly state: readonly number[];
  /** Of these, arrays that the reverse sweep reads as it left them: recomputing must not show in them. */
  readonly carried: readonly number[];
  /** Steps that a segment's recomputation starts early, because the reverse sweep looks back. */
  readonly before: number;
}

/** What the runtime must know about an entry. */
export interface EntryAnalysis {
  /** What the entry does, in order. */
  readonly instructions: readonly Instruction[];
  /** 'all' arrays that need room when the entry runs. */
  readonly histories: readonly number[];
  /** 'all' arrays that the forward sweep keeps. */
  readonly kept: readonly number[];
  /** 'all' arrays of which some steps may stay unwritten: they start every trial at their initial value. */
  readonly unwritten: readonly number[];
  /** Output arrays. */
  readonly outputs: readonly number[];
  /** Input arrays that the entry reads. */
  readonly inputs: readonly number[];
  /** Shard arrays that the loop over examples writes. */
  readonly shards: readonly number[];
  /** Whether it adds to gradients or sums them. */
  readonly gradients: boolean;
  /** Whether it has a sweep, and so needs spikes and steps. */
  readonly sweeps: boolean;
  /** Populations whose spikes kernels or the caller read. */
  readonly spikesRead: ReadonlySet<number>;
  /** Populations whose spikes are kept for the whole trial. */
  readonly keepSpikes: readonly number[];
  /** Whether what the user asked to record is handed out. */
  readonly records: boolean;
  /** Whether it goes on where the run before ended. */
  readonly continues: boolean;
  /** Steps after the last one. */
  readonly flush: number;
  /** Present if its reverse sweep may work in segments. */
  readonly segments?: SegmentAnalysis;
}

/** Finds out what an entry needs. @param plan - the plan @param ops - the entry */
export function analyseEntry(plan: Plan, ops: readonly Op[]): EntryAnalysis {
  const steps = instructions(ops);
  const units = steps.flatMap((step) => (step.kind === 'examples' ? step.body : []));
  const forwards = units.flatMap((unit) => (unit.kind === 'forward' ? [unit.op] : []));
  const reverses = units.flatMap((unit) => (unit.kind === 'reverse' ? [unit.op] : []));
  const kept = new Set(forwards.flatMap((op) => op.keep));
  const all = (id: number) => plan.arrays[id]!.steps === 'all';

  const placed = kernelsOf(plan, ops);
  const inReverse = reverses.flatMap((op) => kernelsOf(plan, op.body));
  const read = new Set(placed.flatMap(({ kernel }) => readsOf(kernel).map((r) => r.array)));
  const writtenByReverse = new Set(inReverse.flatMap(({ kernel }) => writesOf(kernel).map((w) => w.array)));
  const ofLifetime = (ids: Iterable<number>, lifetime: string) =>
    [...ids].filter((id) => plan.arrays[id]!.lifetime === lifetime).sort((a, b) => a - b);

  const histories = plan.arrays
    .map((array) => array.id)
    .filter((id) => all(id) && plan.arrays[id]!.lifetime === 'example')
    .filter((id) => kept.has(id) || read.has(id) || writtenByReverse.has(id));
  const replaced = new Set(
    placed.flatMap(({ kernel, always }) =>
      writesOf(kernel).flatMap((w) => (always && (w.replaced || plan.arrays[w.array]!.accumulates) ? [w.array] : [])),
    ),
  );
  const segments = segmentsOf(plan, units);
  const perExample = kernelsOf(
    plan,
    ops.filter((op) => op.op === 'examples'),
  );
  const shards = ofLifetime(new Set(perExample.flatMap(({ kernel }) => writesOf(kernel).map((w) => w.array))), 'shard');
  return {
    instructions: steps,
    histories,
    kept: [...kept],
    unwritten: plan.arrays.flatMap(({ id, lifetime }) =>
      all(id) && lifetime === 'example' && !replaced.has(id) ? [id] : [],
    ),
    // Outputs that an entry does not write are returned with their initial values.
    outputs: plan.arrays.flatMap(({ id, lifetime }) => (lifetime === 'output' ? [id] : [])),
    inputs: ofLifetime(read, 'input'),
    shards,
    gradients: shards.length > 0 || ops.some((op) => op.op === 'reduceShards'),
    sweeps: forwards.length + reverses.length > 0,
    spikesRead: new Set([...placed.flatMap(({ kernel }) => spikesReadBy(plan, kernel)), ...plan.observed.spikes]),
    keepSpikes: [...new Set(forwards.flatMap((op) => op.keepSpikes))],
    continues: forwards.some((op) => op.continues),
    records: forwards.some((op) => op.records ?? true),
    flush: Math.max(0, ...forwards.map((op) => op.flush)),
    ...(segments ? { segments } : {}),
  };
}

function segmentsOf(plan: Plan, units: readonly Instruction[]): SegmentAnalysis | undefined {
  const reverses = units.flatMap((unit) => (unit.kind === 'reverse' ? [unit.op] : []));
  const forwards = units.flatMap((unit) => (unit.kind === 'forward' ? [unit.op] : []));
  const [reverse] = reverses;
  const [forward] = forwards;
  if (!reverse || !forward || reverses.length > 1 || forwards.length > 1) return undefined;
  const recompute = kernelsOf(plan, reverse.recompute);
  const body = kernelsOf(plan, reverse.body);
  const rest = units.flatMap((unit) =>
    unit.kind === 'run' ? kernelsOf(plan, unit.ops) : unit.kind === 'forward' ? kernelsOf(plan, [unit.op]) : [],
  );
  const isAll = (id: number) => plan.arrays[id]!.steps === 'all';
  const isExample = (id: number) => plan.arrays[id]!.lifetime === 'example';
  const written = (kernels: readonly Placed[]) =>
    new Set(kernels.flatMap(({ kernel }) => writesOf(kernel).map((w) => w.array)));
  const read = (kernels: readonly Placed[]) =>
    new Set(kernels.flatMap(({ kernel }) => readsOf(kernel).map((r) => r.array)));

  const recomputed = [...written(recompute)];
  const readElsewhere = read(rest);
  const whole = (id: number) => plan.observed.arrays.includes(id) && forward.keep.includes(id);
  const recorded = recomputed.filter((id) => isAll(id) && !whole(id));
  const possible =
    recorded.length > 0 &&
    recomputed.every(isExample) &&
    recorded.every((id) => !forward.keep.includes(id) || !readElsewhere.has(id)) &&
    // Within a segment's recomputation the rows before its start do not exist.
    !recompute.some(({ kernel }) => readsOf(kernel).some((r) => recorded.includes(r.array) && r.lag > 0));
  if (!possible) return undefined;

  const finite = (id: number) => !isAll(id) && isExample(id);
  const needed = new Set([...recomputed, ...read(recompute)]);
  const changed = new Set([...recomputed, ...written(rest), ...written(body)]);
  const carried = readBeforeReplaced(plan, body);
  const margins = marginsOf(plan);
  return {
    recorded,
    state: [...needed].filter((id) => finite(id) && changed.has(id)).sort((a, b) => a - b),
    carried: recomputed.filter((id) => finite(id) && carried.has(id)).sort((a, b) => a - b),
    before: Math.max(0, ...recorded.map((id) => margins[id]!.before)),
  };
}

/** Arrays whose value of the step before matters to a sweep body. */
function readBeforeReplaced(plan: Plan, body: readonly Placed[]): ReadonlySet<number> {
  const replaced = new Set(plan.arrays.filter((array) => array.accumulates).map((array) => array.id));
  const carried = new Set<number>();
  for (const { kernel, always } of body) {
    const writes = writesOf(kernel);
    for (const { array, lag } of readsOf(kernel)) if (lag !== 0 || !replaced.has(array)) carried.add(array);
    for (const { array, replaced: whole } of writes) {
      if (whole && always) replaced.add(array);
      else if (!replaced.has(array)) carried.add(array);
    }
  }
  return carried;
}
