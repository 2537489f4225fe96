import { GrowconeError, type Kernel, type NeuronsKernel, type ReduceKernel, type RowsKernel } from '@growcone/core';
import type { PostSpikesKernel, SpikesKernel, SynapsesKernel } from '@growcone/core';
import { bindLeaf } from './bind-leaf.ts';
import { bindWrite, type Store } from './bind-write.ts';
import { expressionProgram, type ExpressionProgram } from './expression-program.ts';
import type { Machine } from './machine.ts';
import { firstElement, type Cursor } from './moment.ts';
import { appendSpike, outputOf, setOutput, spikesOf } from './spike-record.ts';

/** Runs a kernel once at the machine's moment. */
export type Run = () => void;

/** A kernel's expressions and targets, ready for its loop. */
interface Body {
  readonly machine: Machine;
  readonly cursor: Cursor;
  readonly program: ExpressionProgram;
  readonly stores: readonly Store[];
  /** Whether the current neuron fires. */
  readonly firing: { z: number };
}

/**
 * Binds a kernel to a machine.
 *
 * @param machine - what it works on
 * @param kernel - the kernel
 * @param replay - whether spikes come from the record instead of the threshold
 */
export function bindKernel(machine: Machine, kernel: Kernel, replay: boolean): Run {
  const body = bindBody(machine, kernel, replay);
  const loop = bindLoop(body, kernel, replay);
  return () => {
    machine.moment.kernel = kernel.name;
    body.program.run();
    loop();
  };
}

function bindBody(machine: Machine, kernel: Kernel, replay: boolean): Body {
  const { moment, variation } = machine;
  const cursor = firstElement();
  const firing = { z: 0 };
  const fires = kernel.shape === 'neurons' && !replay ? kernel.fires : undefined;
  const record = kernel.shape === 'neurons' ? machine.spikes[kernel.population] : undefined;
  const fired =
    fires !== undefined || !record ? () => firing.z : () => outputOf(record, cursor.neuron, moment.step, moment.step);
  const program = expressionProgram(kernel.nodes, {
    leaf: (node) => bindLeaf(machine, node, cursor, fired),
    fires,
    single: variation.single,
  });
  const writes = kernel.shape === 'reduce' ? [{ array: kernel.into, add: kernel.add }] : kernel.writes;
  return { machine, cursor, program, firing, stores: writes.map((w) => bindWrite(machine, w)) };
}

function bindLoop(body: Body, kernel: Kernel, replay: boolean): Run {
  switch (kernel.shape) {
    case 'neurons':
      return neuronsLoop(body, kernel, replay);
    case 'spikes':
      return spikesLoop(body, kernel);
    case 'post-spikes':
      return postSpikesLoop(body, kernel);
    case 'rows':
      return rowsLoop(body, kernel);
    case 'synapses':
      return synapsesLoop(body, kernel);
    case 'reduce':
      return reduceLoop(body, kernel);
    case 'network':
      return () => {
        body.program.row();
        body.program.element();
        kernel.writes.forEach((w, i) => body.stores[i](0, body.program.values[w.node]));
      };
    default:
      kernel satisfies never;
      throw new GrowconeError('PLAN', 'A kernel has an unknown loop shape.');
  }
}

function neuronsLoop(body: Body, kernel: NeuronsKernel, replay: boolean): Run {
  const { machine, cursor, program, stores, firing } = body;
  const { moment } = machine;
  const { size } = machine.plan.populations[kernel.population];
  const record = machine.spikes[kernel.population];
  const { values } = program;
  const { smooth } = machine.variation;
  const output = replay || kernel.fires === undefined ? undefined : outputOfNode(kernel, kernel.fires, values, smooth);
  return () => {
    for (let n = 0; n < size; n++) {
      cursor.neuron = n;
      if (output) {
        program.early();
        firing.z = output();
        if (smooth) setOutput(record, moment.step, n, firing.z);
        else if (firing.z !== 0) appendSpike(record, moment.step, n);
      }
      program.element();
      for (let i = 0; i < stores.length; i++) stores[i](n, values[kernel.writes[i].node]);
    }
  };
}

/** The output of a neuron: whether its threshold is reached, or a smooth function of the distance to it. */
function outputOfNode(
  kernel: NeuronsKernel,
  fires: number,
  values: Float64Array,
  smooth: ((distance: number) => number) | undefined,
): () => number {
  if (!smooth) return () => values[fires];
  const node = kernel.nodes[fires];
  if (node.op !== 'ge') {
    throw new GrowconeError(
      'PLAN',
      `A smooth threshold needs a condition distance >= 0 in '${kernel.name}', got '${node.op}'.`,
    );
  }
  const [a, b] = node.args;
  return () => smooth(values[a] - values[b]);
}

function spikesLoop(body: Body, kernel: SpikesKernel): Run {
  const { machine, cursor, program, stores } = body;
  const { moment } = machine;
  const table = machine.stores[kernel.store];
  const record = machine.spikes[table.spec.pre];
  const { values } = program;
  const ofSynapses = kernel.writes.map(({ array }) => machine.arrays[array].spec.over.per === 'synapse');
  if (machine.variation.smooth && kernel.writes.some(({ add }) => !add)) {
    throw new GrowconeError(
      'PLAN',
      `'${kernel.name}' replaces a value per spike, which has no smooth form; it may only add.`,
    );
  }
  const deliver = (pre: number, z: number): void => {
    cursor.pre = pre;
    program.row();
    for (let s = table.rowStarts[pre]; s < table.rowStarts[pre + 1]; s++) {
      cursor.synapse = s;
      cursor.post = table.post[s];
      program.element();
      for (let i = 0; i < stores.length; i++) {
        stores[i](ofSynapses[i] ? s : cursor.post, values[kernel.writes[i].node] * z);
      }
    }
  };
  return () => {
    const sent = moment.step - kernel.delay;
    if (record.smooth) {
      for (let pre = 0; pre < table.preSize; pre++) deliver(pre, outputOf(record, pre, sent, moment.step));
      return;
    }
    const list = spikesOf(record, sent, moment.step);
    for (let i = 0; i < list.length; i++) deliver(list[i], 1);
  };
}

function postSpikesLoop(body: Body, kernel: PostSpikesKernel): Run {
  const { machine, cursor, program, stores } = body;
  const { moment, variation } = machine;
  const table = machine.stores[kernel.store];
  const record = machine.spikes[table.spec.post];
  const { values } = program;
  if (variation.smooth) {
    throw new GrowconeError('PLAN', `'${kernel.name}' acts on spikes of its own step, which has no smooth form.`);
  }
  return () => {
    const fired = new Set(Array.from(spikesOf(record, moment.step, moment.step)));
    if (fired.size === 0) return;
    for (let pre = 0; pre < table.preSize; pre++) {
      cursor.pre = pre;
      program.row();
      for (let s = table.rowStarts[pre]; s < table.rowStarts[pre + 1]; s++) {
        if (!fired.has(table.post[s])) continue;
        cursor.synapse = s;
        cursor.post = table.post[s];
        program.element();
        for (let i = 0; i < stores.length; i++) stores[i](s, values[kernel.writes[i].node]);
      }
    }
  };
}

function rowsLoop(body: Body, kernel: RowsKernel): Run {
  const { machine, cursor, program, stores } = body;
  const table = machine.stores[kernel.store];
  const { values } = program;
  const { where, writes } = kernel;
  const round = machine.variation.single ? Math.fround : (x: number): number => x;
  const sums = new Float64Array(writes.length);
  return () => {
    for (let pre = 0; pre < table.preSize; pre++) {
      cursor.pre = pre;
      program.row();
      if (where !== undefined && values[where] === 0) continue;
      sums.fill(0);
      for (let s = table.rowStarts[pre]; s < table.rowStarts[pre + 1]; s++) {
        cursor.synapse = s;
        cursor.post = table.post[s];
        program.element();
        for (let i = 0; i < sums.length; i++) sums[i] = round(sums[i] + values[writes[i].node]);
      }
      for (let i = 0; i < sums.length; i++) stores[i](pre, sums[i]);
    }
  };
}

function synapsesLoop(body: Body, kernel: SynapsesKernel): Run {
  const { machine, cursor, program, stores } = body;
  const table = machine.stores[kernel.store];
  const { values } = program;
  return () => {
    for (let pre = 0; pre < table.preSize; pre++) {
      cursor.pre = pre;
      program.row();
      for (let s = table.rowStarts[pre]; s < table.rowStarts[pre + 1]; s++) {
        cursor.synapse = s;
        cursor.post = table.post[s];
        program.element();
        for (let i = 0; i < stores.length; i++) stores[i](s, values[kernel.writes[i].node]);
      }
    }
  };
}

function reduceLoop(body: Body, kernel: ReduceKernel): Run {
  const { machine, cursor, program, stores } = body;
  const { size } = machine.plan.populations[kernel.population];
  const round = machine.variation.single ? Math.fround : (x: number): number => x;
  const gathered = new Float64Array(size);
  const join = {
    sum: () => sumOfLanes(gathered, round),
    max: () => largest(gathered).value,
    argmax: () => largest(gathered).at,
  };
  return () => {
    for (let n = 0; n < size; n++) {
      cursor.neuron = n;
      program.row();
      program.element();
      gathered[n] = program.values[kernel.node];
    }
    stores[0](0, join[kernel.operation]());
  };
}

/** Element i goes to lane i mod 4; the lanes are joined as (0+2) + (1+3), so that vector code gives the same bits. */
function sumOfLanes(values: Float64Array, round: (x: number) => number): number {
  const lanes = [0, 0, 0, 0];
  values.forEach((x, i) => {
    lanes[i & 3] = round(lanes[i & 3] + x);
  });
  return round(round(lanes[0] + lanes[2]) + round(lanes[1] + lanes[3]));
}

/** The largest value and where it is first. */
function largest(values: Float64Array): { readonly value: number; readonly at: number } {
  let at = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[at]) at = i;
  return { value: values[at], at };
}
