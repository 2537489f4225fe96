import type { Code, Local } from '../wasm/code.ts';
import { i32 } from '../wasm/opcodes.ts';

/**
 * Adds to a local, and runs the body again while the local is below a limit: the body runs at least once.
 *
 * @param code - the function
 * @param counter - the local
 * @param step - what is added after each run
 * @param limit - a local or a number
 * @param body - writes the body
 */
export function countUp(
  code: Code,
  counter: Local,
  step: number,
  limit: { readonly local: Local } | number,
  body: () => void,
): void {
  code.loop((start) => {
    body();
    advance(code, counter, step);
    code.get(counter);
    if (typeof limit === 'number') code.i32(limit);
    else code.get(limit.local);
    code.op(i32.ltU);
    code.brIf(start);
  });
}

/**
 * Runs the body while a local is below another one.
 *
 * @param code - the function
 * @param counter - the local
 * @param step - what is added after each run
 * @param limit - the bound
 * @param body - writes the body
 */
export function countWhile(code: Code, counter: Local, step: number, limit: Local, body: () => void): void {
  code.get(counter, limit);
  code.op(i32.ltU);
  code.if(() => countUp(code, counter, step, { local: limit }, body));
}

/** Adds a constant to a local. @param code - the function @param local - the local @param step - what is added */
export function advance(code: Code, local: Local, step: number): void {
  code.get(local);
  code.i32(step);
  code.op(i32.add);
  code.set(local);
}

/** Sets a local to a constant. @param code - the function @param local - the local @param value - the constant */
export function assign(code: Code, local: Local, value: number): void {
  code.i32(value);
  code.set(local);
}
