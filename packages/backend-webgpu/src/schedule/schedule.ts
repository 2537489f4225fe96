import type { Op, Plan, SweepPlan } from '@growcone/core';
import type { ExamplesStage, Gather, Phase, ScheduleKind, Stage, StepOp } from './phase.ts';
import { chooseSchedule } from './choose-schedule.ts';
import { kernelIds, putOffGradients, targetsOf, type Draft } from './put-off.ts';
import { rewiringStage } from './rewiring.ts';
import { segmentedParts } from './segmented.ts';

/** A plan cut into pieces that a GPU runs one after another. */
export interface Schedule {
  /** The plan, and behind its own arrays, stores and kernels those that put-off gradients and rewirings need. */
  readonly plan: Plan;
  /** The stages of each entry. */
  readonly entries: ReadonlyMap<string, readonly Stage[]>;
}

/**
 * Cuts a plan into stages.
 *
 * @param plan - a plan that is not refused
 * @param wanted - how steps run; chosen from the plan if left out
 */
export function schedule(plan: Plan, wanted?: ScheduleKind): Schedule {
  const draft: Draft = { arrays: [...plan.arrays], stores: [...plan.stores], kernels: [...plan.kernels] };
  const drafted: Plan = { ...plan, ...draft };
  const entries = new Map(
    Object.entries(plan.entries).map(([name, ops]) => [
      name,
      ops.flatMap((op) => stagesOf(plan, draft, name, op, wanted)),
    ]),
  );
  return { plan: drafted, entries };
}

function stagesOf(plan: Plan, draft: Draft, entry: string, op: Op, wanted: ScheduleKind | undefined): Stage[] {
  switch (op.op) {
    case 'run':
      return [{ kind: 'kernel', kernel: op.kernel }];
    case 'examples':
      return [examplesStage(plan, draft, entry, op.body, wanted)];
    case 'reduceShards':
    case 'clear':
      return [{ kind: op.op, arrays: op.arrays }];
    case 'meanOverExamples':
      return [{ kind: 'mean', from: op.from, into: op.into }];
    case 'rewire':
      return [rewiringStage(draft, sweepOf(plan, op.rule))];
    case 'probe':
      return [{ kind: 'probe', rule: sweepOf(plan, op.rule) }];
    default:
      throw new RangeError(`'${op.op}' is refused where it stands`);
  }
}

function sweepOf({ rewirings }: Plan, id: number): SweepPlan {
  const rule = rewirings[id];
  if (rule.kind !== 'sweep') throw new RangeError(`'${rule.name}' is refused`);
  return rule;
}

function examplesStage(
  plan: Plan,
  draft: Draft,
  entry: string,
  ops: readonly Op[],
  wanted: ScheduleKind | undefined,
): ExamplesStage {
  const parts: (Phase | Gather)[] = [];
  const forwards = ops.filter((op) => op.op === 'forward');
  const continues = forwards.some((op) => op.continues);
  const add = (sweep: Phase['sweep'], body: readonly Op[], rest: Partial<Pick<Phase, 'flush' | 'keep'>> = {}): void => {
    if (body.length === 0) return;
    const name = `${entry}, part ${parts.length}, ${sweep === 'none' ? 'after the trial' : sweep}`;
    const usual = { kind: 'phase', name, sweep, flush: 0, keep: undefined, continues } as const;
    parts.push({ ...usual, ...rest, body: body as readonly StepOp[] });
  };
  let after: Op[] = [];
  for (const op of [...ops, undefined]) {
    if (op?.op === 'run') {
      after.push(op);
      continue;
    }
    add('none', after);
    after = [];
    if (op?.op === 'forward') {
      add('forward', op.body, { keep: op.keep });
      if (op.flush > 0) add('flush', op.flushBody, { flush: op.flush });
    } else if (op?.op === 'reverse') {
      const { body, gathers } = putOffGradients(plan, draft, op);
      add('reverse', body);
      for (const kernel of gathers) parts.push({ kind: 'gather', name: `${entry}: ${kernel.name}`, kernel });
    }
  }
  const recorded = forwards.filter((op) => op.records ?? true);
  const records = plan.observed.arrays.filter((id) => recorded.some((op) => op.keep.includes(id)));
  const inPhases = parts.flatMap((part) => (part.kind === 'phase' ? kernelIds(part.body) : []));
  return {
    kind: 'examples',
    schedule: chooseSchedule(plan, inPhases, continues, wanted),
    parts,
    records,
    spikes: plan.observed.spikes.filter((id) => recorded.some((op) => op.keepSpikes.includes(id))),
    flush: Math.max(0, ...forwards.map((op) => op.flush)),
    addsToShards: inPhases.some((id) => targetsOf(draft.kernels[id]).some((a) => draft.arrays[a].lifetime === 'shard')),
    segmented: segmentedParts(draft, { entry, ops, parts, records }),
    continues,
  };
}
