import { ByteWriter } from './byte-writer.ts';
import { control, f32, i32, i64, v128 } from './opcodes.ts';
import type { Signature, ValueType } from './value-type.ts';

/** A local variable of a function, by its index. */
export type Local = number;

/** A place that a branch can go to: the end of a block, or the start of a loop. */
export interface Label {
  readonly depth: number;
}

const EMPTY_BLOCK = 0x40;

/**
 * The body of one function while it is written.
 *
 * Instructions go to the current segment. A loop nest is written from the inside out: what an inner loop turns out to need once is
 * added to the segment of an outer loop, and segments are joined when the inner ones are complete.
 */
export class Code {
  /** Parameters and results. */
  readonly signature: Signature;
  private readonly locals: ValueType[] = [];
  private current = new ByteWriter();
  private depth = 0;

  /** @param signature - parameters and results */
  constructor(signature: Signature) {
    this.signature = signature;
  }

  /** A new local, zero at first. @param type - its type */
  local(type: ValueType): Local {
    return this.signature.params.length + this.locals.push(type) - 1;
  }

  /** Type of a local. @param local - the local */
  typeOf(local: Local): ValueType {
    const { params } = this.signature;
    return (local < params.length ? params[local] : this.locals[local - params.length]) as ValueType;
  }

  /** Writes instructions into `segment` instead of the current one. @param segment - target @param write - writes them */
  into<T>(segment: ByteWriter, write: () => T): T {
    const outer = this.current;
    this.current = segment;
    const result = write();
    this.current = outer;
    return result;
  }

  /** Appends a finished segment. @param segment - the segment */
  append(segment: ByteWriter): void {
    this.current.append(segment);
  }

  /** An instruction without immediates. @param opcodes - one or more opcodes */
  op(...opcodes: readonly number[]): void {
    for (const opcode of opcodes) this.opcode(opcode);
  }

  /** Pushes locals. @param locals - in order */
  get(...locals: readonly Local[]): void {
    for (const local of locals) this.indexed(control.localGet, local);
  }

  /** Pops into a local. @param local - the local */
  set(local: Local): void {
    this.indexed(control.localSet, local);
  }

  /** Stores the top of the stack into a local and leaves it there. @param local - the local */
  tee(local: Local): void {
    this.indexed(control.localTee, local);
  }

  /** Pops into a new local. @param type - its type */
  take(type: ValueType): Local {
    const local = this.local(type);
    this.set(local);
    return local;
  }

  /** Pushes an i32. @param value - the number, taken modulo 2^32 */
  i32(value: number): void {
    this.opcode(i32.const);
    this.current.signed32(value);
  }

  /** Pushes an i64. @param value - the number, taken modulo 2^64 */
  i64(value: bigint): void {
    this.opcode(i64.const);
    this.current.signed64(value);
  }

  /** Pushes an f32. @param value - rounded to f32 first */
  f32(value: number): void {
    this.opcode(f32.const);
    this.current.float32(value);
  }

  /** Pushes an f32. @param bits - its bits */
  f32Bits(bits: number): void {
    this.opcode(f32.const);
    this.current.integer32(bits);
  }

  /** Pushes four i32 lanes. @param lanes - their values */
  i32x4(lanes: readonly [number, number, number, number]): void {
    this.opcode(v128.const);
    for (const lane of lanes) this.current.integer32(lane);
  }

  /** A load or store. @param opcode - which @param offset - added to the address @param align - log2 of the alignment */
  access(opcode: number, offset = 0, align = 2): void {
    this.opcode(opcode);
    this.current.unsigned(align);
    this.current.unsigned(offset);
  }

  /** A load into one lane. @param opcode - which @param offset - added to the address @param lane - the lane */
  accessLane(opcode: number, offset: number, lane: number): void {
    this.access(opcode, offset);
    this.current.byte(lane);
  }

  /** An instruction that names a lane. @param opcode - which @param lane - the lane */
  lane(opcode: number, lane: number): void {
    this.opcode(opcode);
    this.current.byte(lane);
  }

  /** Takes 32-bit lanes of two vectors: 0 to 3 of the first, 4 to 7 of the second. @param lanes - which */
  shuffle(lanes: readonly [number, number, number, number]): void {
    this.opcode(v128.shuffle);
    for (const lane of lanes) for (let byte = 0; byte < 4; byte++) this.current.byte(4 * lane + byte);
  }

  /** Fills memory: address, value and length are on the stack. */
  fill(): void {
    this.opcode(control.memoryFill);
    this.current.byte(0);
  }

  /** Copies memory: target, source and length are on the stack. */
  copy(): void {
    this.opcode(control.memoryCopy);
    this.current.byte(0);
    this.current.byte(0);
  }

  /** Calls a function. @param index - its index */
  call(index: number): void {
    this.indexed(control.call, index);
  }

  /** A block: branching to its label leaves it. @param write - writes the body */
  block(write: (end: Label) => void): void {
    this.nested(control.block, write);
  }

  /** A loop: branching to its label starts the next round. @param write - writes the body */
  loop(write: (start: Label) => void): void {
    this.nested(control.loop, write);
  }

  /** Runs `yes` if the i32 on the stack is not zero, else `no`. @param yes - then @param no - otherwise */
  if(yes: () => void, no?: () => void): void {
    this.nested(control.if, () => {
      yes();
      if (!no) return;
      this.opcode(control.else);
      no();
    });
  }

  /** Branches. @param label - where to */
  br(label: Label): void {
    this.indexed(control.br, this.depth - label.depth);
  }

  /** Branches if the i32 on the stack is not zero. @param label - where to */
  brIf(label: Label): void {
    this.indexed(control.brIf, this.depth - label.depth);
  }

  /** The body in binary form, locals included. */
  done(): readonly number[] {
    const body = new ByteWriter();
    const groups: [number, ValueType][] = [];
    for (const type of this.locals) {
      const last = groups.at(-1);
      if (last?.[1] === type) last[0]++;
      else groups.push([1, type]);
    }
    body.unsigned(groups.length);
    for (const [count, type] of groups) {
      body.unsigned(count);
      body.byte(type);
    }
    body.append(this.current);
    body.byte(control.end);
    return body.done();
  }

  private nested(opcode: number, write: (label: Label) => void): void {
    this.opcode(opcode);
    this.current.byte(EMPTY_BLOCK);
    this.depth++;
    write({ depth: this.depth });
    this.depth--;
    this.opcode(control.end);
  }

  private indexed(opcode: number, index: number): void {
    this.opcode(opcode);
    this.current.unsigned(index);
  }

  private opcode(opcode: number): void {
    if (opcode > 0xff) {
      this.current.byte(opcode >> 8);
      this.current.unsigned(opcode & 0xff);
    } else {
      this.current.byte(opcode);
    }
  }
}
