import { PLAN_VERSION, type Op, type Plan, type Refusal, type Supports } from '@growcone/core';
import { placeableFormats } from './placed-store.ts';

/** What CPU devices run. */
export const cpuSupports: Supports = {
  formats: placeableFormats,
  shapes: ['neurons', 'spikes', 'post-spikes', 'rows', 'synapses', 'reduce', 'network'],
  reverse: true,
  rewiring: true,
  continues: true,
  float64: false,
};

/** Why a plan cannot run on a CPU device. @param plan - the plan */
export function cpuRefusals(plan: Plan): readonly Refusal[] {
  if (plan.version !== PLAN_VERSION) {
    return [
      {
        code: 'version',
        message: `The plan has version ${plan.version}, and this backend runs version ${PLAN_VERSION}: use matching releases of @growcone/core and @growcone/backend-cpu.`,
      },
    ];
  }
  return [
    ...plan.stores.flatMap((store) => formatRefusals(plan, store.id)),
    ...arrayRefusals(plan),
    ...opRefusals(plan),
  ];
}

function formatRefusals(plan: Plan, id: number): Refusal[] {
  const { name, format } = plan.stores[id]!;
  if (!cpuSupports.formats.includes(format)) {
    const allowed = cpuSupports.formats.map((f) => `'${f}'`).join(', ');
    return [
      { code: 'format', message: `Projection '${name}' is stored as '${format}'; CPU devices store ${allowed}.` },
    ];
  }
  const rewired = plan.rewirings.find((rule) => rule.store === id);
  if (!rewired || format === 'growable-rows') return [];
  return [
    {
      code: 'rewiring-format',
      message: `Projection '${name}' is rewired by '${rewired.name}' but stored as '${format}': use 'growable-rows'.`,
    },
  ];
}

function arrayRefusals(plan: Plan): Refusal[] {
  return plan.arrays.flatMap(({ name, over, steps, lifetime }): Refusal[] => {
    if (over.per === 'synapse' && steps !== 1) {
      return [{ code: 'synapse-steps', message: `'${name}' keeps several steps per synapse; CPU devices keep one.` }];
    }
    if (over.per === 'synapse' && (lifetime === 'input' || lifetime === 'output')) {
      return [
        { code: 'synapse-io', message: `'${name}' is an ${lifetime} per synapse; read and write the store instead.` },
      ];
    }
    if (steps !== 1 && (lifetime === 'shared' || lifetime === 'shard')) {
      return [
        {
          code: 'shared-steps',
          message: `'${name}' keeps several steps of a ${lifetime} array; only a trial has steps.`,
        },
      ];
    }
    return [];
  });
}

/** Ops that must not appear inside the loops that generated code and workers own. */
function opRefusals(plan: Plan): Refusal[] {
  const inside = (ops: readonly Op[], where: Where): Refusal[] =>
    ops.flatMap((op): Refusal[] => {
      switch (op.op) {
        case 'run':
          return [];
        case 'rewire':
          return where === 'entry' || (where === 'live' && plan.rewirings[op.rule]?.kind === 'attempts')
            ? []
            : [misplaced(op, where)];
        case 'every':
          return where === 'sweep' || where === 'live' ? inside(op.body, where) : [misplaced(op, where)];
        case 'examples':
          return where === 'entry' ? inside(op.body, 'examples') : [misplaced(op, where)];
        case 'forward':
          return where === 'examples'
            ? [...inside(op.body, op.continues ? 'live' : 'sweep'), ...inside(op.flushBody, 'sweep')]
            : [misplaced(op, where)];
        case 'reverse':
          return where === 'examples'
            ? [...inside(op.recompute, 'sweep'), ...inside(op.body, 'sweep')]
            : [misplaced(op, where)];
        default:
          return where === 'entry' ? [] : [misplaced(op, where)];
      }
    });
  return Object.values(plan.entries).flatMap((ops) => inside(ops, 'entry'));
}

/** Where an op stands; `live` is a sweep that continues. */
type Where = 'entry' | 'examples' | 'sweep' | 'live';

function misplaced({ op }: Op, where: Where): Refusal {
  const place = {
    entry: 'outside of the loop over examples',
    examples: 'outside of a sweep',
    sweep: 'within a sweep',
    live: 'within a sweep that continues',
  }[where];
  return { code: `op-${op}`, message: `'${op}' ${place} does not run on CPU devices; run it as an entry of its own.` };
}
