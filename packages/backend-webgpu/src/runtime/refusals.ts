import { PLAN_VERSION, type Kernel, type Op, type Plan, type Refusal, type Supports } from '@growcone/core';
import { targetsOf } from '../schedule/put-off.ts';

/** What WebGPU devices run. */
export const webGpuSupports: Supports = {
  formats: ['dense', 'rows', 'growable-rows', 'bit-mask'],
  shapes: ['neurons', 'spikes', 'post-spikes', 'rows', 'synapses', 'reduce', 'network'],
  reverse: true,
  rewiring: true,
  continues: true,
  float64: false,
};

/** Why a plan cannot run on a WebGPU device. @param plan - the plan @param largestBuffer - bytes that one buffer may have */
export function webGpuRefusals(plan: Plan, largestBuffer: number): readonly Refusal[] {
  if (plan.version !== PLAN_VERSION) {
    const message =
      `The plan has version ${plan.version}, and this backend runs version ${PLAN_VERSION}: use matching releases of ` +
      '@growcone/core and @growcone/backend-webgpu.';
    return [{ code: 'version', message }];
  }
  return [
    ...plan.kernels.flatMap(shapeRefusals),
    ...arrayRefusals(plan),
    ...formatRefusals(plan),
    ...Object.values(plan.entries).flatMap((ops) => opRefusals(plan, ops, 'entry')),
    ...sizeRefusals(plan, largestBuffer),
  ];
}

function shapeRefusals({ shape, name }: Kernel): Refusal[] {
  if (webGpuSupports.shapes.includes(shape)) return [];
  const message = `'${name}' is a loop over ${shape}, which WebGPU devices do not run yet; use the CPU backend.`;
  return [{ code: 'shape', message }];
}

function arrayRefusals(plan: Plan): Refusal[] {
  return plan.arrays.flatMap(({ name, over, steps, lifetime }): Refusal[] => {
    if (over.per === 'synapse' && steps !== 1) {
      return [
        { code: 'synapse-steps', message: `'${name}' keeps several steps per synapse; WebGPU devices keep one.` },
      ];
    }
    if (over.per === 'synapse' && (lifetime === 'input' || lifetime === 'output')) {
      const message = `'${name}' is an ${lifetime} per synapse; read and write the store instead.`;
      return [{ code: 'synapse-io', message }];
    }
    if (steps !== 1 && (lifetime === 'shared' || lifetime === 'shard')) {
      const message = `'${name}' keeps several steps of a ${lifetime} array; only a trial has steps.`;
      return [{ code: 'shared-steps', message }];
    }
    return [];
  });
}

function formatRefusals({ rewirings, stores }: Plan): Refusal[] {
  return rewirings.flatMap(({ store, name }): Refusal[] => {
    const { format, name: projection } = stores[store];
    if (format === 'growable-rows') return [];
    const message = `Projection '${projection}' is rewired by '${name}' but stored as '${format}': use 'growable-rows'.`;
    return [{ code: 'rewiring-format', message }];
  });
}

/** Where an op stands. */
type Where = 'entry' | 'examples' | 'sweep';

const PLACES: Readonly<Record<Where, string>> = {
  entry: 'outside of the loop over examples',
  examples: 'outside of a sweep',
  sweep: 'within a sweep',
};

function opRefusals(plan: Plan, ops: readonly Op[], where: Where, live = false): Refusal[] {
  return ops.flatMap((op): Refusal[] => {
    const misplaced = (): Refusal[] => [
      {
        code: `op-${op.op}`,
        message: `'${op.op}' ${PLACES[where]} does not run on WebGPU devices; run it as an entry of its own.`,
      },
    ];
    switch (op.op) {
      case 'run':
        if (where === 'entry') return outsideRefusals(plan, op.kernel);
        return [
          ...(live ? [] : sharedRefusals(plan, op.kernel)),
          ...(where === 'examples' ? stepsRefusals(plan, op.kernel) : []),
        ];
      case 'every':
        return where === 'sweep' ? opRefusals(plan, op.body, where, live) : misplaced();
      case 'examples':
        return where === 'entry' ? opRefusals(plan, op.body, 'examples') : misplaced();
      case 'forward':
        if (where !== 'examples') return misplaced();
        return opRefusals(plan, [...op.body, ...op.flushBody], 'sweep', op.continues);
      case 'reverse':
        return where === 'examples' ? opRefusals(plan, op.body, 'sweep') : misplaced();
      case 'rewire': {
        const draws = plan.rewirings[op.rule].kind === 'attempts';
        return where === 'entry' || (draws && live && where === 'sweep') ? [] : misplaced();
      }
      default:
        return where === 'entry' ? [] : misplaced();
    }
  });
}

/** Examples run side by side, so none may change what all of them read. */
function sharedRefusals(plan: Plan, id: number): Refusal[] {
  const kernel = plan.kernels[id];
  const array = targetsOf(kernel).find((a) => plan.arrays[a].lifetime === 'shared');
  if (array === undefined) return [];
  const message = `'${kernel.name}' writes '${plan.arrays[array].name}', which all examples share, within an example.`;
  return [{ code: 'shared-in-example', message }];
}

/** Outside of a sweep there is no step whose value could be written. */
function stepsRefusals(plan: Plan, id: number): Refusal[] {
  const kernel = plan.kernels[id];
  const array = targetsOf(kernel).find((a) => plan.arrays[a].steps !== 1);
  if (array === undefined) return [];
  const message = `'${kernel.name}' writes '${plan.arrays[array].name}', which has steps, outside of a sweep.`;
  return [{ code: 'steps-outside', message }];
}

/** Outside of the loop over examples there is no example's state. */
function outsideRefusals(plan: Plan, id: number): Refusal[] {
  const kernel = plan.kernels[id];
  const read = kernel.nodes.flatMap((node) => (node.op === 'read' ? [node.array] : []));
  const array = [...read, ...targetsOf(kernel)].find((a) => !['shared', 'shard'].includes(plan.arrays[a].lifetime));
  if (array === undefined) return [];
  const message = `'${kernel.name}' works on '${plan.arrays[array].name}', which belongs to an example, outside of the loop over examples.`;
  return [{ code: 'example-outside', message }];
}

/** What is known before any synapse is there. */
function sizeRefusals({ arrays, populations, stores }: Plan, largestBuffer: number): Refusal[] {
  const bytes = arrays.map(({ over, lifetime }) => {
    if (lifetime !== 'shared') return 0;
    if (over.per === 'neuron') return 4 * populations[over.population].size;
    if (over.per === 'network') return 4;
    const { pre, post, format } = stores[over.store];
    return format === 'dense' ? 4 * populations[pre].size * populations[post].size : 0;
  });
  const total = bytes.reduce((sum, b) => sum + b, 0);
  if (total <= largestBuffer) return [];
  const most = bytes.indexOf(Math.max(...bytes));
  const mebibytes = (b: number): number => Math.ceil(b / 2 ** 20);
  const message =
    `The network's weights and parameters need ${mebibytes(total)} MiB in one buffer, and this GPU allows ` +
    `${mebibytes(largestBuffer)} MiB, ${mebibytes(total - largestBuffer)} MiB too little. The largest of them is ` +
    `'${arrays[most].name}' with ${mebibytes(bytes[most])} MiB: make it sparser, or use the CPU backend.`;
  return [{ code: 'memory', message }];
}
