import { syncByte } from '../runtime/sync-counters.ts';
import { Code, type Local } from '../wasm/code.ts';
import type { ModuleWriter } from '../wasm/module.ts';
import { atomic, control, i32 } from '../wasm/opcodes.ts';
import { valueType } from '../wasm/value-type.ts';
import { advance, assign } from './loop.ts';

/** Looks at a counter before a thread sleeps: a step of another thread takes less, and so does waking one, unless the machine is busy. */
const SPINS = 200_000;
/** After that has not been enough, so many waits last for fewer looks: on a busy machine the other thread needs this one's processor. */
const IMPATIENT_WAITS = 32;
const IMPATIENT_SPINS = 1000;
/** Nanoseconds after which a sleeping thread looks whether the run was given up. */
const NAP = 10_000_000n;
const EVERYBODY = -1;

/** Functions by which threads wait for each other: a short time awake, then asleep. */
export class Sync {
  private readonly module: ModuleWriter;
  private readonly maySleep: boolean;
  private readonly thread: number;
  private readonly known = new Map<string, number>();

  /** @param module - where they go @param maySleep - false on the main thread of a page, which must not @param thread - whose they are */
  constructor(module: ModuleWriter, maySleep: boolean, thread: number) {
    this.thread = thread;
    this.module = module;
    this.maySleep = maySleep;
  }

  /** (sync, address of a counter, number) → 1 if the run was given up; returns when the counter has reached the number. */
  waitUntil(): number {
    return this.once('wait', () => this.waiting());
  }

  /** (sync, address of a counter): adds 1 and wakes who sleeps. */
  arrive(): number {
    return this.once('arrive', () => {
      const code = new Code({ params: [valueType.i32, valueType.i32], results: [] });
      code.get(1);
      code.i32(1);
      code.access(atomic.add);
      code.op(control.drop);
      wake(code);
      return code;
    });
  }

  /** (sync, address of a counter, number): sets it and wakes who sleeps. */
  release(): number {
    return this.once('release', () => {
      const code = new Code({ params: [valueType.i32, valueType.i32, valueType.i32], results: [] });
      code.get(1, 2);
      code.access(atomic.store);
      wake(code);
      return code;
    });
  }

  private waiting(): Code {
    const code = new Code({ params: [valueType.i32, valueType.i32, valueType.i32], results: [valueType.i32] });
    const spins = code.local(valueType.i32);
    const impatience = code.local(valueType.i32);
    const own = syncByte.impatience + 64 * this.thread;
    const value = code.local(valueType.i32);
    const returnIfReached = (before: () => void = () => {}): void => {
      code.get(1);
      code.access(atomic.load);
      code.tee(value);
      code.get(2);
      code.op(i32.sub);
      code.i32(0);
      code.op(i32.geS);
      code.if(() => {
        before();
        code.i32(0);
        code.op(control.return);
      });
    };
    const setImpatience = (push: () => void): void => {
      code.get(0);
      push();
      code.access(i32.store, own);
    };
    code.get(0);
    code.access(i32.load, own);
    code.set(impatience);
    assign(code, spins, SPINS);
    code.get(impatience);
    code.if(() => {
      assign(code, spins, IMPATIENT_SPINS);
      setImpatience(() => {
        code.get(impatience);
        code.i32(1);
        code.op(i32.sub);
      });
    });
    code.loop((again) => {
      returnIfReached();
      advance(code, spins, -1);
      code.get(spins);
      code.brIf(again);
    });
    code.get(impatience);
    code.op(i32.eqz);
    code.if(() => setImpatience(() => code.i32(IMPATIENT_WAITS)));
    const sleeping = (by: number): void => {
      code.get(0);
      code.i32(by);
      code.access(atomic.add, syncByte.sleepers);
      code.op(control.drop);
    };
    code.loop((again) => {
      code.get(0);
      code.access(atomic.load, syncByte.abort);
      code.if(() => {
        code.i32(1);
        code.op(control.return);
      });
      if (this.maySleep) {
        sleeping(1);
        // Whoever counts up after this look sees that somebody sleeps.
        returnIfReached(() => sleeping(-1));
        code.get(1, value);
        code.i64(NAP);
        code.access(atomic.wait32);
        code.op(control.drop);
        sleeping(-1);
      }
      returnIfReached();
      code.br(again);
    });
    code.i32(0);
    return code;
  }

  private once(name: string, write: () => Code): number {
    let index = this.known.get(name);
    if (index === undefined) this.known.set(name, (index = this.module.add(write())));
    return index;
  }
}

function wake(code: Code): void {
  code.get(0);
  code.access(atomic.load, syncByte.sleepers);
  code.if(() => {
    code.get(1);
    code.i32(EVERYBODY);
    code.access(atomic.notify);
    code.op(control.drop);
  });
}

/** Pushes the address of a counter. @param code - the function @param sync - local with the address of all @param byte - which */
export function pushCounter(code: Code, sync: Local, byte: number): void {
  code.get(sync);
  code.i32(byte);
  code.op(i32.add);
}
