import type { Kernel, Node, Plan, SynapsesKernel, Write } from '@growcone/core';
import { padded } from '../runtime/layout.ts';
import type { Local } from '../wasm/code.ts';
import { f32, i32, v128 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { Dependence, level } from './dependence.ts';
import type { ElementAccess } from './element-access.ts';
import { Frame } from './frame.ts';
import type { KernelWriter } from './kernel-writer.ts';
import { assign, countUp } from './loop.ts';
import { transpose } from './transpose.ts';

/** Values that a row of the table holds at most: one vector. */
const WIDTH = 4;

/** Values that a row of a table with so many columns holds. */
const widthOf = (columns: number): number => (columns === 1 ? 1 : WIDTH);

/**
 * What a kernel over sparse synapses needs of each postsynaptic neuron, side by side: one load per synapse instead of one per
 * value.
 */
export interface GatherTable {
  /** Positions of the values in the kernel's nodes, one to four. */
  readonly columns: readonly number[];
  /** Local with the address of the row of neuron 0. */
  readonly base: Local;
}

const nameOf = (kernel: number): string => `gather table of kernel ${kernel}`;

/**
 * Adds to a plan the room for tables: an array of n steps per neuron has as many bytes as a table of n values. Everything of the
 * plan keeps its position.
 *
 * @param plan - the plan
 */
export function addGatherTables(plan: Plan): Plan {
  const arrays = [...plan.arrays];
  plan.kernels.forEach((kernel, id) => {
    if (kernel.shape !== 'synapses' || !worthATable(plan, kernel, kernel.writes)) return;
    const over = { per: 'neuron', population: plan.stores[kernel.store]!.post } as const;
    const steps = widthOf(postValues(kernel, kernel.writes).length);
    const rest = { lifetime: 'example', steps, initial: 0, accumulates: false } as const;
    arrays.push({ id: arrays.length, name: nameOf(id), over, ...rest });
  });
  return { ...plan, arrays };
}

/** The array with the room for a kernel's table. @param plan - the plan @param kernel - position of the kernel */
export function tableRoom(plan: Plan, kernel: number): number | undefined {
  const name = nameOf(kernel);
  return plan.arrays.find((a) => a.name === name)?.id;
}

/** The values of postsynaptic neurons that a kernel's table would hold. @param plan - the plan @param kernel - the kernel @param writes - those that happen */
export function worthATable(plan: Plan, kernel: SynapsesKernel, writes: readonly Write[]): boolean {
  if (plan.stores[kernel.store]!.format === 'dense') return false;
  const values = postValues(kernel, writes);
  // A single value that an array holds already can be gathered from there.
  return values.length === 1 ? 'args' in kernel.nodes[values[0]!]! : values.length >= 2 && values.length <= WIDTH;
}

const TRUTHS: ReadonlySet<string> = new Set(['gt', 'ge', 'lt', 'le', 'eq', 'and', 'or', 'not']);

/** Values of the postsynaptic neuron alone that values of the synapse are made from. */
function postValues({ nodes }: Kernel, writes: readonly Write[]): readonly number[] {
  const dependence = new Dependence(nodes);
  const found = new Set<number>();
  const seen = new Set<number>();
  const visit = (position: number): void => {
    if (seen.has(position)) return;
    seen.add(position);
    const node: Node = nodes[position]!;
    // A table holds numbers, so a truth value is computed from those that it is made from.
    if (dependence.onlyPost(position) && !TRUTHS.has(node.op)) return void found.add(position);
    if ('args' in node) for (const a of node.args) visit(a);
  };
  for (const { node } of writes) visit(node);
  return [...found].filter((position) => nodes[position]!.op !== 'index');
}

/**
 * Writes the loop that fills the table.
 *
 * @param writer - the kernel
 * @param kernel - the kernel
 * @param writes - those that happen
 * @param room - the array with the room for it
 */
export function fillTable(
  writer: KernelWriter,
  kernel: SynapsesKernel,
  writes: readonly Write[],
  room: number,
): GatherTable {
  const { code, memory } = writer;
  const { plan } = writer.source;
  const { size } = plan.populations[plan.stores[kernel.store]!.post]!;
  const columns = postValues(kernel, writes);
  // Whatever the step, the table starts at the array's first row.
  const base = memory.word(memory.layout.arrays + room);
  const offset = code.local(valueType.i32);
  assign(code, offset, 0);
  countUp(code, offset, 16, 4 * padded(size), () => {
    const frame = new Frame({
      level: level.element,
      lanes: writer.lanes(4),
      parent: writer.call,
      places: { post: { kind: 'contiguous', offset, shift: 0 } },
    });
    const values = Array.from({ length: widthOf(columns.length) }, (_, n) =>
      writer.value(columns[n] ?? columns[0]!, frame),
    );
    code.append(frame.segment);
    if (values.length === 1) {
      code.get(base, offset);
      code.op(i32.add);
      code.get(values[0]!);
      code.access(v128.store);
      return;
    }
    const rows = transpose(code, values as unknown as Parameters<typeof transpose>[1]);
    pushRow(code, base, offset);
    const address = code.take(valueType.i32);
    rows.forEach((row, n) => {
      code.get(address, row);
      code.access(v128.store, 16 * n);
    });
  });
  return { columns, base };
}

/**
 * Loads all values of the table for the synapses of a frame.
 *
 * @param access - the kernel's elements
 * @param table - the table
 * @param frame - the loop body
 * @returns the values by column
 */
export function loadTable(access: ElementAccess, { columns, base }: GatherTable, frame: Frame): readonly Local[] {
  const { code } = access;
  const post = access.place('post', frame);
  if (post.kind !== 'gathered') throw new RangeError('tables are for sparse rows');
  if (columns.length === 1) return [access.load(base, 'post', frame)];
  const addresses = post.offsets.map((offset) => {
    pushRow(code, base, offset);
    return code.take(valueType.i32);
  });
  if (frame.lanes.width === 1) {
    return columns.map((_, n) => {
      code.get(addresses[0]!);
      code.access(f32.load, 4 * n);
      return code.take(valueType.f32);
    });
  }
  const rows = addresses.map((address) => {
    code.get(address);
    code.access(v128.load);
    return code.take(valueType.v128);
  });
  return transpose(code, rows as unknown as Parameters<typeof transpose>[1]);
}

/** Address of the row of the neuron whose element has this offset. */
function pushRow(code: ElementAccess['code'], base: Local, offset: Local): void {
  code.get(base, offset);
  code.i32(2);
  code.op(i32.shl, i32.add);
}
