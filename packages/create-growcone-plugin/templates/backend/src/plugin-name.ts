import type { Backend, Device, Program } from '@growcone/core';

/** One call to a program, as it was traced. */
export interface TracedCall {
  /** What was called: `load`, `run update`, `readStore` and so on. */
  readonly call: string;
  /** How long it took, in ms. */
  readonly milliseconds: number;
}

/** Options of {@link pluginName}. */
export interface PluginNameOptions {
  /** Hears of every call once it has ended, also where it failed. @param call - what was called, and how long it took */
  readonly onCall?: (call: TracedCall) => void;
}

/**
 * A backend that hands all work to another one and tells how long each call took: where the time of a training loop goes.
 *
 * It gives the results of the backend inside, bit for bit, supports what that supports and refuses what that refuses.
 *
 * @param inside - the backend that does the work
 * @param options - who hears of the calls
 * @returns the backend
 */
export function pluginName(inside: Backend, { onCall = () => {} }: PluginNameOptions = {}): Backend {
  const timed = async <T>(call: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    try {
      return await work();
    } finally {
      onCall({ call, milliseconds: performance.now() - start });
    }
  };
  const tracedProgram = (program: Program): Program => ({
    run: (entry, input) => timed(`run ${entry}`, () => program.run(entry, input)),
    read: (array) => timed('read', () => program.read(array)),
    write: (array, values) => timed('write', () => program.write(array, values)),
    readStore: (store) => timed('readStore', () => program.readStore(store)),
    storeBytes: (store) => timed('storeBytes', () => program.storeBytes(store)),
    writeStore: (store, snapshot) => timed('writeStore', () => program.writeStore(store, snapshot)),
    readShard: (array) => timed('readShard', () => program.readShard(array)),
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  });
  const tracedDevice = (device: Device): Device => ({
    name: device.name,
    supports: device.supports,
    refusals: (plan) => device.refusals(plan),
    load: async (plan) => tracedProgram(await timed('load', () => device.load(plan))),
    [Symbol.asyncDispose]: () => device[Symbol.asyncDispose](),
  });
  return {
    name: `pluginName of ${inside.name}`,
    apiVersion: 1,
    open: async () => tracedDevice(await timed('open', () => inside.open())),
  };
}
