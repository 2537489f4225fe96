import type { Place } from '@growcone/core';
import type { Code, Local } from '../wasm/code.ts';
import { f32, f32x4, i32, i32x4, v128 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import type { Frame, PlaceOffset } from './frame.ts';
import type { Constants } from './lanes.ts';
import type { MemoryMap } from './memory-map.ts';

/** Index of the parameter that holds the address of the context. */
export const CONTEXT = 0;
/** Index of the parameter that holds the current step. */
export const STEP = 1;

/** Reads and writes elements at the places of a loop body. */
export class ElementAccess {
  /** The function. */
  readonly code: Code;
  /** Addresses of arrays. */
  readonly memory: MemoryMap;
  /** Holds constants. */
  readonly constants: Constants;

  /** @param code - the function @param memory - addresses of arrays @param constants - holds constants */
  constructor(code: Code, memory: MemoryMap, constants: Constants) {
    this.code = code;
    this.memory = memory;
    this.constants = constants;
  }

  /** Four integers that stay the same. @param lanes - the integers */
  vector(lanes: readonly [number, number, number, number]): Local {
    return this.memory.once(`lanes ${lanes.join()}`, () => this.code.i32x4(lanes), valueType.v128);
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

  /** Loads the elements at a place. @param base - address of element 0 @param at - the place @param frame - the loop body */
  load(base: Local, at: Place, frame: Frame): Local {
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

  /**
   * Stores the elements at a place.
   *
   * @param base - address of element 0
   * @param at - the place
   * @param frame - the loop body
   * @param value - what is stored
   * @param add - add to what is there
   */
  store(base: Local, at: Place, frame: Frame, value: Local, add: boolean): void {
    const place = this.place(at, frame);
    if (place.kind === 'gathered') return this.scatter(base, place.offsets, frame, value, add);
    const { code } = this;
    const wide = frame.lanes.width === 4;
    const address = this.address(base, place.offset, frame);
    const before = (): void => {
      code.get(address);
      code.access(wide ? v128.load : f32.load, place.shift);
    };
    code.get(address);
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
      const more = wide ? this.vector([lane, lane + 1, lane + 2, lane + 3]) : this.constants(lane, valueType.i32);
      return frame.lanes.addInteger(first, more);
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

  /** One lane after the other, because two may meet at one element. */
  private scatter(base: Local, offsets: readonly Local[], frame: Frame, value: Local, add: boolean): void {
    const { code } = this;
    offsets.forEach((offset, lane) => {
      const address = this.address(base, offset, frame);
      code.get(address);
      if (add) {
        code.get(address);
        code.access(f32.load);
      }
      code.get(value);
      if (frame.lanes.width === 4) code.lane(f32x4.extractLane, lane);
      if (add) code.op(f32.add);
      code.access(f32.store);
    });
  }
}
