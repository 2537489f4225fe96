import type { Op, SpikeBatch, TrialInput, TrialResult } from '@growcone/core';
import { allocate, restart, selectCopy, shardCount } from './array-memory.ts';
import type { Run } from './bind-kernel.ts';
import { elementCount, type Machine } from './machine.ts';
import { fillFromBatch, spikeBatchOf } from './spike-record.ts';

/** What a run of an entry gets from outside, and what it collects to give back. */
export interface Batch {
  /** Starts a run. @param input - what it gets */
  begin(input: TrialInput): void;
  /** What the run gets. */
  input(): TrialInput;
  /** Takes what the user asked to record, after a forward sweep of the current example. @param forward - the sweep */
  record(forward: Extract<Op, { op: 'forward' }>): void;
  /** Notes how many synapses a rewiring replaced. @param rule - the rewiring @param replaced - the number */
  rewired(rule: number, replaced: number): void;
  /** Notes that examples ran. */
  ran(): void;
  /** What the run gives back. */
  result(): TrialResult;
}

/** Collects what runs give back. @param machine - the machine that runs */
export function batchOf(machine: Machine): Batch {
  const { plan, arrays, spikes, moment } = machine;
  let current: TrialInput | undefined;
  let records: Record<number, Float64Array> = {};
  let lists: Record<number, (readonly ArrayLike<number>[])[]> = {};
  let recent: Record<number, SpikeBatch> | undefined;
  let rewired: number[] = [];
  let examplesRan = false;
  const input = (): TrialInput => {
    if (!current) throw new RangeError('no run has begun');
    return current;
  };
  return {
    begin(next) {
      current = next;
      records = {};
      lists = {};
      recent = undefined;
      rewired = plan.rewirings.map(() => 0);
      examplesRan = false;
    },
    input,
    record({ keep, keepSpikes, continues, records: wanted = true }) {
      if (continues) {
        const end = moment.first + moment.steps;
        recent = Object.fromEntries(
          spikes.map(({ population: { id, history }, lists: of }) => [id, spikeBatchOf([of], history, end - history)]),
        );
      }
      if (!wanted) return;
      for (const id of plan.observed.arrays) {
        if (!keep.includes(id)) continue;
        const { values, elements, depth, copy } = arrays[id];
        const size = depth * elements;
        records[id] ??= new Float64Array(moment.examples * size);
        records[id].set(values.subarray(copy, copy + size), moment.example * size);
      }
      for (const id of plan.observed.spikes) {
        if (keepSpikes.includes(id)) (lists[id] ??= [])[moment.example] = spikes[id].lists;
      }
    },
    rewired(rule, replaced) {
      rewired[rule] += replaced;
    },
    ran() {
      examplesRan = true;
    },
    result() {
      const outputs = arrays.filter(({ spec }) => examplesRan && spec.lifetime === 'output');
      return {
        outputs: Object.fromEntries(outputs.map(({ spec, values }) => [spec.id, values.slice()])),
        records,
        spikes: Object.fromEntries(
          Object.entries(lists).map(([id, examples]): [string, SpikeBatch] => [
            id,
            spikeBatchOf(examples, moment.steps, moment.first),
          ]),
        ),
        ...(recent ? { recent } : {}),
        rewired,
      };
    },
  };
}

/**
 * Binds a loop over the examples of the batch. Example e adds to gradient shard e mod S, in ascending order.
 *
 * @param machine - the machine
 * @param batch - what it gets and gives back
 * @param body - runs one example
 */
export function bindExamples(machine: Machine, batch: Batch, body: Run): Run {
  const { plan, arrays, stores, spikes, moment } = machine;
  const count = (over: (typeof arrays)[number]['spec']['over']): number => elementCount(plan, stores, over);
  return () => {
    const { size, steps, firstExample, spikes: given, values, past = {} } = batch.input();
    batch.ran();
    const shards = arrays.filter(({ spec }) => spec.lifetime === 'shard');
    const shardNumber = shardCount(
      size,
      shards.reduce((sum, { spec }) => sum + count(spec.over), 0),
    );
    for (const memory of arrays) {
      const { lifetime, over, id } = memory.spec;
      if (lifetime === 'example') allocate(memory, count(over), steps, 1);
      if (lifetime === 'input' || lifetime === 'output') allocate(memory, count(over), steps, size);
      if (lifetime === 'output') restart(memory);
      if (lifetime === 'input' && values[id]) memory.values.set(values[id]);
      // Gradients of an earlier trial stay until an update has read and cleared them.
      if (lifetime === 'shard' && memory.copies < shardNumber) {
        const before = memory.values;
        allocate(memory, count(over), 1, shardNumber);
        memory.values.set(before);
      }
    }
    for (let e = 0; e < size; e++) {
      moment.example = e;
      moment.exampleInRun = firstExample + e;
      for (const memory of arrays) {
        const { lifetime } = memory.spec;
        if (lifetime === 'example') restart(memory);
        if (lifetime === 'input' || lifetime === 'output') selectCopy(memory, e);
        if (lifetime === 'shard') selectCopy(memory, e % shardNumber);
      }
      for (const record of spikes) {
        const { id, spikes: from, history } = record.population;
        record.lists = [];
        if (past[id]) fillFromBatch(record, past[id], 0, moment.first - history);
        if (from === 'input' && given[id]) fillFromBatch(record, given[id], e, moment.first);
      }
      body();
    }
    for (const memory of arrays) memory.copy = 0;
    moment.example = 0;
    moment.exampleInRun = firstExample;
  };
}
