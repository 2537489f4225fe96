import { i32 } from '../wasm/opcodes.ts';
import type { Code, Local } from '../wasm/code.ts';
import { valueType } from '../wasm/value-type.ts';
import type { KernelWriter } from './kernel-writer.ts';

/** Bytes of a number in an array. */
export type Width = 1 | 2 | 4;

/** Single elements of the arrays of a store, by the store's words in the context (see layout.ts). */
export class StoreElements {
  private readonly writer: KernelWriter;
  private readonly id: number;

  /** @param writer - the function @param store - position of the store in the plan */
  constructor(writer: KernelWriter, store: number) {
    this.writer = writer;
    this.id = store;
  }

  private get code(): Code {
    return this.writer.code;
  }

  private word(which: number): Local {
    return this.writer.memory.store(this.id, which);
  }

  /** Pushes the address of an element. @param base - local with the address of the array @param index - local with the position @param width - bytes of an element */
  push(base: Local, index: Local, width: Width): void {
    this.code.get(base, index);
    if (width > 1) {
      this.code.i32(width >> 1);
      this.code.op(i32.shl);
    }
    this.code.op(i32.add);
  }

  private load(width: Width): void {
    this.code.access(width === 1 ? i32.load8u : width === 2 ? i32.load16u : i32.load, 0, width >> 1);
  }

  private storeNumber(width: Width): void {
    this.code.access(width === 1 ? i32.store8 : width === 2 ? i32.store16 : i32.store, 0, width >> 1);
  }

  /** The element of an array. @param which - its word @param index - local with the position @param width - bytes of an element */
  at(which: number, index: Local, width: Width): Local {
    this.push(this.word(which), index, width);
    this.load(width);
    return this.code.take(valueType.i32);
  }

  /** Sets an element. @param which - word of the array @param index - local with the position @param width - bytes of an element @param value - local */
  put(which: number, index: Local, width: Width, value: Local): void {
    this.push(this.word(which), index, width);
    this.code.get(value);
    this.storeNumber(width);
  }

  /** What an array has for a neuron. @param which - word of the array @param neuron - local with its number */
  ofNeuron(which: number, neuron: Local): Local {
    return this.at(which, neuron, 4);
  }

  /** Sets what an array has for a neuron. @param which - word of the array @param neuron - local with its number @param value - local */
  setOfNeuron(which: number, neuron: Local, value: Local): void {
    this.put(which, neuron, 4, value);
  }

  /** Moves the last element of a row into a hole, and leaves a zero. @param which - word of the array @param hole - local @param last - local @param width - bytes of an element */
  fillHole(which: number, hole: Local, last: Local, width: Width): void {
    this.moveDown(this.word(which), hole, last, width);
  }

  /** The same for any array. @param base - local with its address @param hole - local @param last - local @param width - bytes of an element */
  moveDown(base: Local, hole: Local, last: Local, width: Width): void {
    this.push(base, hole, width);
    this.push(base, last, width);
    this.load(width);
    this.storeNumber(width);
    this.push(base, last, width);
    this.code.i32(0);
    this.storeNumber(width);
  }

  /** a + b, as a new local. @param a - local @param b - local */
  sum(a: Local, b: Local): Local {
    this.code.get(a, b);
    this.code.op(i32.add);
    return this.code.take(valueType.i32);
  }

  /** a + by, as a new local. @param a - local @param by - a constant */
  plus(a: Local, by: number): Local {
    this.code.get(a);
    this.code.i32(by);
    this.code.op(i32.add);
    return this.code.take(valueType.i32);
  }
}
