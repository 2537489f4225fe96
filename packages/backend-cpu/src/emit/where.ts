import { padded } from '../runtime/layout.ts';
import type { Code, Local } from '../wasm/code.ts';
import { i32, i32x4, i64 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { assign, countUp, countWhile } from './loop.ts';

/** Bytes of the neurons whose answers one 64-bit word holds. */
const GROUP_BYTES = 256;

/** Vectors that one round of a loop over neurons works on: they share addresses. */
export const UNROLL = 4;

/** A loop over neurons, four at a time, and over those of them that pass a test. */
export interface WhereLoop {
  /** After the last neuron. */
  readonly size: number;
  /** Local that holds four times the number of the first of the neurons that are tested; a multiple of 256 at the start. */
  readonly offset: Local;
  /** Writes tests of this many groups of four neurons; returns the masks of those that pass. */
  readonly test: (fours: number) => readonly Local[];
  /** Writes what happens to each that passes, in ascending order, given its number. */
  readonly each: (neuron: Local) => void;
}

/**
 * Answers are gathered in a 64-bit word per 64 neurons and listed from there: one hard-to-predict branch per word, none
 * per neuron.
 *
 * @param code - the function
 * @param loop - the loop
 */
export function forEachWhere(code: Code, loop: WhereLoop): void {
  const { size, offset } = loop;
  const end = 4 * padded(size);
  const word = code.local(valueType.i64);
  const first = code.local(valueType.i32);
  const stop = code.local(valueType.i32);
  const group = (): void => {
    code.get(offset);
    code.set(first);
    setStop(code, offset, stop, end);
    code.i64(0n);
    code.set(word);
    testGroup(code, loop, word, stop);
    keepValid(code, size, word, first, stop);
    forEachBit(code, loop, word, first);
  };
  if (end <= GROUP_BYTES) return group();
  code.loop((again) => {
    group();
    code.get(offset);
    code.i32(end);
    code.op(i32.ltU);
    code.brIf(again);
  });
}

/** stop = min(offset + one group, end). */
function setStop(code: Code, offset: Local, stop: Local, end: number): void {
  if (end <= GROUP_BYTES) return assign(code, stop, end);
  code.get(offset);
  code.i32(GROUP_BYTES);
  code.op(i32.add);
  code.set(stop);
  if (end % GROUP_BYTES === 0) return;
  code.get(stop);
  code.i32(end);
  code.op(i32.gtU);
  code.if(() => assign(code, stop, end));
}

/** Gathers the answers of a group, several vectors at a time; those that are left over one at a time. */
function testGroup(code: Code, { size, offset, test }: WhereLoop, word: Local, stop: Local): void {
  const gather = (fours: number): void => {
    test(fours).forEach((mask, i) => {
      code.get(mask);
      code.op(i32x4.bitmask);
      if (i === 0) return;
      code.i32(4 * i);
      code.op(i32.shl, i32.or);
    });
    code.op(i64.extendI32U);
    code.get(word);
    code.op(i64.or);
    code.i64(BigInt(4 * fours));
    code.op(i64.rotr);
    code.set(word);
  };
  const blocks = padded(size) / 4;
  if (blocks < UNROLL) return countUp(code, offset, 16, { local: stop }, () => gather(1));
  if (blocks % UNROLL === 0) return countUp(code, offset, 16 * UNROLL, { local: stop }, () => gather(UNROLL));
  const whole = code.local(valueType.i32);
  code.get(stop);
  code.i32(-16 * UNROLL);
  code.op(i32.and);
  code.set(whole);
  countWhile(code, offset, 16 * UNROLL, whole, () => gather(UNROLL));
  countWhile(code, offset, 16, stop, () => gather(1));
}

/** Puts the bits of a shorter last word in place and drops those past the last neuron. */
function keepValid(code: Code, size: number, word: Local, first: Local, stop: Local): void {
  const end = 4 * padded(size);
  if (end % GROUP_BYTES !== 0) {
    // A shorter word was rotated less than once around.
    code.get(word, first, stop);
    code.op(i32.sub);
    code.i32(2);
    code.op(i32.shrS, i64.extendI32S, i64.rotr);
    code.set(word);
  }
  if (size % 4 === 0) return;
  code.get(stop);
  code.i32(end);
  code.op(i32.eq);
  code.if(() => {
    code.get(word);
    code.i64((1n << BigInt(((size - 1) % 64) + 1)) - 1n);
    code.op(i64.and);
    code.set(word);
  });
}

function forEachBit(code: Code, { each }: WhereLoop, word: Local, first: Local): void {
  const neuron = code.local(valueType.i32);
  const ifAnyLeft = (): void => {
    code.get(word);
    code.i64(0n);
    code.op(i64.ne);
  };
  ifAnyLeft();
  code.if(() =>
    code.loop((again) => {
      code.get(word);
      code.op(i64.ctz, i32.wrapI64);
      code.get(first);
      code.i32(2);
      code.op(i32.shrU, i32.add);
      code.set(neuron);
      each(neuron);
      code.get(word, word);
      code.i64(1n);
      code.op(i64.sub, i64.and);
      code.set(word);
      ifAnyLeft();
      code.brIf(again);
    }),
  );
}
