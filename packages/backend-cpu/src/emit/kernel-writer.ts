import type { LeafNode, Node, Place, Plan, Write } from '@growcone/core';
import { ByteWriter } from '../wasm/byte-writer.ts';
import { Code, type Local } from '../wasm/code.ts';
import { f32x4, i32, i32x4 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { Dependence, level } from './dependence.ts';
import { draw } from './draws.ts';
import { CONTEXT, ElementAccess, STEP } from './element-access.ts';
import { Frame } from './frame.ts';
import { loadTable, type GatherTable } from './gather-table.ts';
import type { Helpers } from './helpers.ts';
import { Lanes, type Constants } from './lanes.ts';
import { MemoryMap, storeWord } from './memory-map.ts';

/** What the function of a kernel is made of. */
export interface KernelSource {
  /** The plan. */
  readonly plan: Plan;
  /** The recorded expressions. */
  readonly nodes: readonly Node[];
  /** Whether four elements are worked on at a time. */
  readonly simd: boolean;
  /** Functions that kernels share. */
  readonly helpers: Helpers;
  /** What `fired` stands for: a condition of this kernel, or the recorded spikes of a population. */
  readonly fired?: { readonly node: number } | { readonly population: number };
}

/**
 * Writes the function of one kernel. Values are computed where they are first asked for, in the outermost loop level
 * that knows what they depend on.
 */
export class KernelWriter {
  /** What it is made of. */
  readonly source: KernelSource;
  /** The function. */
  readonly code: Code;
  /** Addresses of arrays. */
  readonly memory: MemoryMap;
  /** Elements of arrays. */
  readonly access: ElementAccess;
  /** What is computed once per call. */
  readonly call: Frame;
  private readonly dependence: Dependence;

  /** @param source - what it is made of */
  constructor(source: KernelSource) {
    this.source = source;
    const code = new Code({ params: [valueType.i32, valueType.i32], results: [] });
    const memory = new MemoryMap(source.plan, code, CONTEXT, STEP);
    const held = new Map<number, Local>();
    const constants: Constants = (bits, type) => {
      const key = type * 2 ** 32 + (bits >>> 0);
      let local = held.get(key);
      if (local === undefined) {
        local = code.into(memory.prologue, () => {
          pushConstant(code, bits, type);
          return code.take(type);
        });
        held.set(key, local);
      }
      return local;
    };
    this.code = code;
    this.memory = memory;
    this.access = new ElementAccess(code, memory, constants);
    this.dependence = new Dependence(source.nodes);
    this.call = new Frame({ level: level.call, lanes: this.lanes(1), places: {}, segment: memory.prologue });
  }

  /** Instructions on this many elements. @param width - elements per value */
  lanes(width: 1 | 4): Lanes {
    return new Lanes(this.code, width, this.access.constants);
  }

  /** Completes the function: what is computed once per call, then the loops. @param body - writes the loops */
  finish(body: () => void): Code {
    const { code, memory } = this;
    const loops = new ByteWriter();
    code.into(loops, body);
    code.append(memory.prologue);
    code.append(loops);
    return code;
  }

  /** The value of a node in a frame. @param node - its position @param frame - where it is needed */
  value(node: number, frame: Frame): Local {
    const spec = this.source.nodes[node]!;
    if (spec.op === 'constant') return frame.lanes.constant(spec.value);
    const home = this.home(node, frame);
    if (home.table?.columns.includes(node)) this.readTable(home, home.table);
    let local = home.values.get(node);
    if (local === undefined) {
      local = this.code.into(home.segment, () => this.compute(spec, home));
      home.values.set(node, local);
    }
    return home.lanes.width === frame.lanes.width ? local : this.repeat(node, local, home);
  }

  /**
   * Evaluates and writes: every read of an element happens before its write.
   *
   * @param writes - what is written
   * @param frame - the loop body
   * @param place - where an array is written
   * @param others - positions of further values that the caller asks for afterwards
   */
  write(writes: readonly Write[], frame: Frame, place: (array: number) => Place, others: readonly number[] = []): void {
    writes.forEach(({ array, node, add }, i) => {
      const value = this.value(node, frame);
      const later = [...writes.slice(i + 1).map((w) => w.node), ...others];
      for (const position of later) this.readBefore(array, position, frame);
      const base = this.memory.array(array, 0);
      this.code.into(frame.segment, () => this.access.store(base, place(array), frame, value, add));
    });
  }

  /** The outermost frame around `frame` that knows the node. */
  private home(node: number, frame: Frame): Frame {
    if (frame.postFrame && this.dependence.onlyPost(node)) return frame.postFrame;
    const needed = this.dependence.level(node);
    let home = frame;
    while (home.parent && home.parent.level >= needed) home = home.parent;
    return home;
  }

  /** A value of an outer frame in all four lanes. */
  private repeat(node: number, local: Local, home: Frame): Local {
    const known = home.repeated.get(node);
    if (known !== undefined) return known;
    const { code } = this;
    const repeated = code.into(home.segment, () => {
      if (code.typeOf(local) === valueType.f32) {
        code.get(local);
        code.op(f32x4.splat);
      } else {
        // A truth value becomes a mask: 0 - 1 has all bits set.
        code.i32(0);
        code.get(local);
        code.op(i32.sub, i32x4.splat);
      }
      return code.take(valueType.v128);
    });
    home.repeated.set(node, repeated);
    return repeated;
  }

  private readTable(frame: Frame, table: GatherTable): void {
    if (frame.values.has(table.columns[0]!)) return;
    const loaded = this.code.into(frame.segment, () => loadTable(this.access, table, frame));
    table.columns.forEach((node, n) => frame.values.set(node, loaded[n]!));
  }

  private compute(node: Node, frame: Frame): Local {
    if (!('args' in node)) return this.leaf(node, frame);
    if (node.op === 'select') return this.select(node.args, frame);
    if (node.op === 'and') return this.both(node.args, frame);
    const args = node.args.map((a) => this.value(a, frame));
    switch (node.op) {
      case 'gt':
      case 'ge':
      case 'lt':
      case 'le':
      case 'eq':
      case 'or':
      case 'not':
        return frame.lanes.truth(node.op, args);
      default:
        return frame.lanes.number(node.op, args);
    }
  }

  /** A selection; where one side is 0, a mask is one instruction instead of three. */
  private select(args: readonly number[], frame: Frame): Local {
    const [condition, yes, no] = args as readonly [number, number, number];
    const { nodes } = this.source;
    const isZero = (node: Node | undefined): boolean => node?.op === 'constant' && Object.is(node.value, 0);
    const { lanes } = frame;
    const mask = this.value(condition, frame);
    if (isZero(nodes[no])) return lanes.where(mask, this.value(yes, frame));
    if (isZero(nodes[yes])) return lanes.whereNot(mask, this.value(no, frame));
    return lanes.select(mask, this.value(yes, frame), this.value(no, frame));
  }

  /** Both conditions; that one does not hold is no instruction of its own. */
  private both(args: readonly number[], frame: Frame): Local {
    const [a, b] = args as readonly [number, number];
    const second = this.source.nodes[b]!;
    if (second.op !== 'not') return frame.lanes.truth('and', [this.value(a, frame), this.value(b, frame)]);
    return frame.lanes.butNot(this.value(a, frame), this.value(second.args[0]!, frame));
  }

  private leaf(node: LeafNode, frame: Frame): Local {
    const { memory, access } = this;
    switch (node.op) {
      case 'constant':
        return frame.lanes.constant(node.value);
      case 'read':
        return access.load(memory.array(node.array, node.lag), node.at, frame);
      case 'spiked':
        return access.load(memory.spiked(node.population, node.lag), node.at, frame);
      case 'fired': {
        const { fired } = this.source;
        if (!fired) throw new RangeError("'fired' is read by a kernel that fires nobody");
        if ('population' in fired) return access.load(memory.spiked(fired.population, 0), 'neuron', frame);
        return frame.lanes.fromTruth(this.value(fired.node, frame));
      }
      case 'degree': {
        const counts = memory.store(node.store, node.at === 'pre' ? storeWord.rowLength : storeWord.columnLength);
        return frame.lanes.fromInteger(frame.lanes.bits(access.load(counts, node.at, frame)));
      }
      case 'index':
        return frame.lanes.fromInteger(access.element(node.at, frame));
      case 'step':
        return frame.lanes.fromInteger(STEP);
      case 'steps':
        return frame.lanes.fromInteger(memory.word(memory.layout.steps));
      case 'examples':
        return frame.lanes.fromInteger(memory.word(memory.layout.examples));
      case 'uniform':
      case 'normal':
        return draw(access, this.source.helpers, node, frame);
    }
  }

  /** Loads what `node` reads of an array's current element, before that element is written. */
  private readBefore(array: number, node: number, frame: Frame): void {
    if (this.home(node, frame).values.has(node)) return;
    const spec = this.source.nodes[node]!;
    if ('args' in spec) for (const a of spec.args) this.readBefore(array, a, frame);
    else if (spec.op === 'read' && spec.array === array && spec.lag === 0) this.value(node, frame);
  }
}

function pushConstant(code: Code, bits: number, type: number): void {
  if (type === valueType.v128) code.i32x4([bits, bits, bits, bits]);
  else if (type === valueType.f32) code.f32Bits(bits);
  else code.i32(bits);
}
