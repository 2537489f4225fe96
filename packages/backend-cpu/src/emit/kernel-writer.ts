import type { LeafNode, Node, Place, Plan, Write } from '@growcone/core';
import { ByteWriter } from '../wasm/byte-writer.ts';
import { Code, type Local } from '../wasm/code.ts';
import { f32, f32x4, i32, i32x4, v128 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { Dependence, level } from './dependence.ts';
import { draw } from './draws.ts';
import { Frame, type PlaceOffset } from './frame.ts';
import type { Helpers } from './helpers.ts';
import { Lanes, type Constants } from './lanes.ts';
import { MemoryMap } from './memory-map.ts';

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

/** Index of the parameter that holds the address of the context. */
export const CONTEXT = 0;
/** Index of the parameter that holds the current step. */
export const STEP = 1;

/**
 * Writes the function of one kernel. Values are computed where they are first asked for, in the outermost loop level
 * that knows what they depend on.
 */
export class KernelWriter {
  /** What it is made of. */
  readonly source: KernelSource;
  /** The function. */
  readonly code: Code;
  /** Addresses. */
  readonly memory: MemoryMap;
  /** What is computed once per call. */
  readonly call: Frame;
  private readonly dependence: Dependence;
  private readonly constants: Constants;

  /** @param source - what it is made of */
  constructor(source: KernelSource) {
    this.source = source;
    this.code = new Code({ params: [valueType.i32, valueType.i32], results: [] });
    this.memory = new MemoryMap(source.plan, this.code, CONTEXT, STEP);
    this.dependence = new Dependence(source.nodes);
    this.constants = (bits, type) => this.memory.once(`constant ${bits} ${type}`, () => this.constant(bits, type), type);
    this.call = new Frame({ level: level.call, lanes: this.lanes(1), places: {}, segment: this.memory.prologue });
  }

  /** Instructions on this many elements. @param width - elements per value */
  lanes(width: 1 | 4): Lanes {
    return new Lanes(this.code, width, this.constants);
  }

  /** Four integers that stay the same. @param lanes - the integers */
  vector(lanes: readonly [number, number, number, number]): Local {
    return this.memory.once(`lanes ${lanes.join()}`, () => this.code.i32x4(lanes), valueType.v128);
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
      for (const later of [...writes.slice(i + 1).map((w) => w.node), ...others]) this.readBefore(array, later, frame);
      this.code.into(frame.segment, () => this.storeAt(array, place(array), frame, value, add));
    });
  }

  /** Loads elements. @param base - address of element 0 @param at - the place @param frame - the loop body */
  loadAt(base: Local, at: Place, frame: Frame): Local {
    const { code } = this;
    const wide = frame.lanes.width === 4;
    const place = this.place(at, frame);
    if (place.kind === 'contiguous') {
      code.get(this.address(base, place.offset, frame));
      code.access(wide ? v128.load : f32.load, place.shift);
      return code.take(frame.lanes.float);
    }
    code.get(this.address(base, place.offsets[0]!, frame));
    code.access(wide ? v128.load32Zero : f32.load);
    const result = code.take(frame.lanes.float);
    for (let lane = 1; lane < frame.lanes.width; lane++) {
      code.get(this.address(base, place.offsets[lane]!, frame), result);
      code.accessLane(v128.load32Lane, 0, lane);
      code.set(result);
    }
    return result;
  }

  /** Byte offsets of a place in a frame. @param at - the place @param frame - the loop body */
  place(at: Place, frame: Frame): PlaceOffset {
    if (at === 'network') return { kind: 'contiguous', offset: this.constants(0, valueType.i32), shift: 0 };
    for (let f: Frame | undefined = frame; f; f = f.parent) {
      const place = f.places[at];
      if (place) return place;
    }
    throw new RangeError(`this loop has no place '${at}'`);
  }

  /** Base plus offset, computed once per frame. @param base - address of element 0 @param offset - bytes @param frame - the loop body */
  address(base: Local, offset: Local, frame: Frame): Local {
    const key = `${base} ${offset}`;
    let address = frame.addresses.get(key);
    if (address === undefined) {
      this.code.get(base, offset);
      this.code.op(i32.add);
      address = this.code.take(valueType.i32);
      frame.addresses.set(key, address);
    }
    return address;
  }

  /** Number of the element at a place, as i32 or four of them. @param at - the place @param frame - the loop body */
  element(at: Place, frame: Frame): Local {
    const { code } = this;
    const place = this.place(at, frame);
    const wide = frame.lanes.width === 4;
    if (place.kind === 'contiguous') {
      code.get(place.offset);
      code.i32(2);
      code.op(i32.shrU);
      if (wide) code.op(i32x4.splat);
      const first = code.take(frame.lanes.integral);
      const lane = place.shift / 4;
      return frame.lanes.addInteger(first, wide ? this.vector([lane, lane + 1, lane + 2, lane + 3]) : this.constants(lane, valueType.i32));
    }
    code.get(place.offsets[0]!);
    if (wide) code.op(i32x4.splat);
    for (let lane = 1; lane < frame.lanes.width; lane++) {
      code.get(place.offsets[lane]!);
      code.lane(i32x4.replaceLane, lane);
    }
    code.i32(2);
    code.op(wide ? i32x4.shrU : i32.shrU);
    return code.take(frame.lanes.integral);
  }

  private constant(bits: number, type: number): void {
    if (type === valueType.v128) this.code.i32x4([bits, bits, bits, bits]);
    else if (type === valueType.f32) this.code.f32(new Float32Array(new Int32Array([bits]).buffer)[0]!);
    else this.code.i32(bits);
  }

  /** The outermost frame around `frame` that knows the node. */
  private home(node: number, frame: Frame): Frame {
    if (frame.postFrame && this.dependence.onlyPost(node)) return frame.postFrame;
    const needed = this.dependence.level(node);
    let home = frame;
    while (home.parent && home.parent.level >= needed) home = home.parent;
    return home;
  }

  private repeat(node: number, local: Local, home: Frame): Local {
    const known = home.repeated.get(node);
    if (known !== undefined) return known;
    const { code } = this;
    const repeated = code.into(home.segment, () => {
      if (code.typeOf(local) === valueType.f32) {
        code.get(local);
        code.op(f32x4.splat);
      } else {
        code.i32(0);
        code.get(local);
        code.op(i32.sub, i32x4.splat);
      }
      return code.take(valueType.v128);
    });
    home.repeated.set(node, repeated);
    return repeated;
  }

  private compute(node: Node, frame: Frame): Local {
    if (!('args' in node)) return this.leaf(node, frame);
    if (node.op === 'select') return this.select(node.args, frame);
    const args = node.args.map((a) => this.value(a, frame));
    switch (node.op) {
      case 'gt':
      case 'ge':
      case 'lt':
      case 'le':
      case 'eq':
      case 'and':
      case 'or':
      case 'not':
        return frame.lanes.truth(node.op, args);
      default:
        return frame.lanes.number(node.op, args);
    }
  }

  /** A selection; where one side is 0, a mask is one instruction instead of three. */
  private select([condition, yes, no]: readonly number[], frame: Frame): Local {
    const isZero = (node: Node): boolean => node.op === 'constant' && Object.is(node.value, 0);
    const { lanes } = frame;
    const { nodes } = this.source;
    const mask = this.value(condition!, frame);
    if (isZero(nodes[no!]!)) return lanes.where(mask, this.value(yes!, frame));
    if (isZero(nodes[yes!]!)) return lanes.whereNot(mask, this.value(no!, frame));
    return lanes.select(mask, this.value(yes!, frame), this.value(no!, frame));
  }

  private leaf(node: LeafNode, frame: Frame): Local {
    const { memory } = this;
    switch (node.op) {
      case 'constant':
        return frame.lanes.constant(node.value);
      case 'read':
        return this.loadAt(memory.array(node.array, node.lag), node.at, frame);
      case 'spiked':
        return this.loadAt(memory.spiked(node.population, node.lag), node.at, frame);
      case 'fired': {
        const { fired } = this.source;
        if (!fired) throw new RangeError("'fired' is read by a kernel that fires nobody");
        if ('population' in fired) return this.loadAt(memory.spiked(fired.population, 0), 'neuron', frame);
        return frame.lanes.fromTruth(this.value(fired.node, frame));
      }
      case 'index':
        return frame.lanes.fromInteger(this.element(node.at, frame));
      case 'step':
        return frame.lanes.fromInteger(STEP);
      case 'steps':
        return frame.lanes.fromInteger(memory.word(memory.layout.steps));
      case 'examples':
        return frame.lanes.fromInteger(memory.word(memory.layout.examples));
      case 'uniform':
      case 'normal':
        return draw(this, node, frame);
    }
  }

  /** Loads what `node` reads of an array's current element, before that element is written. */
  private readBefore(array: number, node: number, frame: Frame): void {
    if (this.home(node, frame).values.has(node)) return;
    const spec = this.source.nodes[node]!;
    if ('args' in spec) for (const a of spec.args) this.readBefore(array, a, frame);
    else if (spec.op === 'read' && spec.array === array && spec.lag === 0) this.value(node, frame);
  }

  private storeAt(array: number, at: Place, frame: Frame, value: Local, add: boolean): void {
    const { code } = this;
    const base = this.memory.array(array, 0);
    const place = this.place(at, frame);
    const wide = frame.lanes.width === 4;
    if (place.kind === 'gathered') {
      place.offsets.forEach((offset, lane) => {
        const address = this.address(base, offset, frame);
        code.get(address);
        if (add) {
          code.get(address);
          code.access(f32.load);
        }
        code.get(value);
        if (wide) code.lane(f32x4.extractLane, lane);
        if (add) code.op(f32.add);
        code.access(f32.store);
      });
      return;
    }
    const address = this.address(base, place.offset, frame);
    code.get(address);
    const before = (): void => {
      code.get(address);
      code.access(wide ? v128.load : f32.load, place.shift);
    };
    if (add) before();
    code.get(value);
    if (add) code.op(wide ? f32x4.add : f32.add);
    if (frame.valid !== undefined) {
      before();
      code.get(frame.valid);
      code.op(v128.bitselect);
    }
    code.access(wide ? v128.store : f32.store, place.shift);
  }
}
