import { GrowconeError, UnknownNameError, type Plan, type Program, type StoreSnapshot } from '@growcone/core';
import { checkSnapshot, type TrialInput, type TrialResult } from '@growcone/core';
import type { ArrayMemory } from './array-memory.ts';
import type { Run } from './bind-kernel.ts';
import { bindOps } from './entry.ts';
import { batchOf } from './examples.ts';
import { machine, type Machine, type Variation } from './machine.ts';
import { DisposedError, OverlappingCallError, TrialInputError } from './program-errors.ts';
import { loadStore, storeSnapshot } from './store-access.ts';
import { checkTrialInput } from './trial-input.ts';

/**
 * A plan that the interpreter runs.
 *
 * @param plan - the plan
 * @param variation - how it is run
 */
export function interpret(plan: Plan, variation: Variation): Program {
  const own = machine(plan, variation);
  const batch = batchOf(own);
  const entries = new Map<string, Run>();
  let running: string | undefined;
  let disposed = false;

  /** Runs one call alone; overlapping calls and calls after disposal are refused. */
  const call = async <T>(name: string, work: () => T): Promise<T> => {
    if (disposed) throw new DisposedError('This program', name);
    if (running !== undefined) throw new OverlappingCallError(name, running);
    running = name;
    try {
      // A device answers later; so does the interpreter, or a caller that forgets to wait would never find out here.
      await Promise.resolve();
      return work();
    } finally {
      running = undefined;
    }
  };

  return {
    run: (entry, input) => call(`run ${entry}`, () => runEntry(entry, input)),
    read: (array) => call('read', () => sharedArray(own, array).values.slice()),
    write: (array, values) => call('write', () => writeShared(own, array, values)),
    readStore: (store) => call('readStore', () => readStore(own, store)),
    storeBytes: (store) => call('storeBytes', () => storeBytes(own, store)),
    writeStore: (store, snapshot) => call('writeStore', () => writeStore(own, store, snapshot)),
    readShard: (array) => call('readShard', () => readShard(own, array)),
    [Symbol.asyncDispose]: async () => {
      disposed = true;
    },
  };

  function runEntry(entry: string, input: TrialInput): TrialResult {
    const ops = Object.hasOwn(plan.entries, entry) ? plan.entries[entry] : undefined;
    if (!ops) throw new UnknownNameError('The plan', 'entry', entry, Object.keys(plan.entries));
    checkTrialInput(plan, ops, input);
    const { moment } = own;
    moment.first = input.firstStep ?? 0;
    moment.steps = input.steps;
    moment.examples = input.size;
    moment.exampleInRun = input.firstExample;
    moment.update = input.update;
    moment.step = 0;
    batch.begin(input);
    let run = entries.get(entry);
    if (!run) entries.set(entry, (run = bindOps(own, ops, batch)));
    run();
    return batch.result();
  }
}

function sharedArray({ arrays, plan }: Machine, id: number): ArrayMemory {
  const memory = arrays[id];
  if (memory?.spec.lifetime === 'shared' && memory.spec.over.per !== 'synapse') return memory;
  const readable = plan.arrays.filter((a) => a.lifetime === 'shared' && a.over.per !== 'synapse').map((a) => a.id);
  const got = memory ? `${id} (${memory.spec.name}, a ${memory.spec.lifetime} array per ${memory.spec.over.per})` : id;
  throw new TrialInputError(
    'The array',
    got,
    `a shared array over neurons or the network: ${readable.join(', ') || 'none'}`,
  );
}

function writeShared(own: Machine, array: number, values: ArrayLike<number>): void {
  const memory = sharedArray(own, array);
  if (values.length !== memory.elements) {
    throw new TrialInputError(`The number of values of '${memory.spec.name}'`, values.length, `${memory.elements}`);
  }
  memory.values.set(own.variation.single ? Float32Array.from(values) : values);
}

function knownStore({ stores }: Machine, store: number): void {
  if (!stores[store]) throw new TrialInputError('The store', store, `below ${stores.length}`);
}

function readStore(own: Machine, store: number): StoreSnapshot {
  knownStore(own, store);
  return storeSnapshot(own, store);
}

/** Both ends and all variables of every synapse. */
function storeBytes(own: Machine, store: number): number {
  knownStore(own, store);
  const { pre, post, variables } = storeSnapshot(own, store);
  return [pre, post, ...Object.values(variables)].reduce((sum, { length }, i) => sum + (i < 2 ? 4 : 8) * length, 0);
}

function writeStore(own: Machine, store: number, snapshot: StoreSnapshot): void {
  knownStore(own, store);
  const { spec, preSize, postSize } = own.stores[store];
  checkSnapshot(snapshot, { preSize, postSize, variables: spec.variables, multapses: spec.format === 'rows' });
  loadStore(own, store, snapshot);
}

function readShard({ arrays, stores }: Machine, id: number): StoreSnapshot {
  const memory = arrays[id];
  if (memory?.spec.lifetime !== 'shard' || memory.spec.over.per !== 'synapse') {
    throw new TrialInputError('The array', memory?.spec.name ?? id, 'a shard array over synapses');
  }
  const { pre, post } = stores[memory.spec.over.store];
  const name = memory.spec.name;
  if (memory.elements !== pre.length) throw new GrowconeError('PLAN', `'${name}' does not follow its store.`);
  return { pre: pre.slice(), post: post.slice(), variables: { gradient: memory.values.slice(0, memory.elements) } };
}
