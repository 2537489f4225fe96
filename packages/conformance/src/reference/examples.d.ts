import type { Op, TrialInput, TrialResult } from '@growcone/core';
import type { Run } from './bind-kernel.ts';
import { type Machine } from './machine.ts';
/** What a run of an entry gets from outside, and what it collects to give back. */
export interface Batch {
    /** Starts a run. @param input - what it gets */
    begin(input: TrialInput): void;
    /** What the run gets. */
    input(): TrialInput;
    /** Takes what the user asked to record, after a forward sweep of the current example. @param forward - the sweep */
    record(forward: Extract<Op, {
        op: 'forward';
    }>): void;
    /** Notes how many synapses a rewiring replaced. @param rule - the rewiring @param replaced - the number */
    rewired(rule: number, replaced: number): void;
    /** Notes that examples ran. */
    ran(): void;
    /** What the run gives back. */
    result(): TrialResult;
}
/** Collects what runs give back. @param machine - the machine that runs */
export declare function batchOf(machine: Machine): Batch;
/**
 * Binds a loop over the examples of the batch. Example e adds to gradient shard e mod S, in ascending order.
 *
 * @param machine - the machine
 * @param batch - what it gets and gives back
 * @param body - runs one example
 */
export declare function bindExamples(machine: Machine, batch: Batch, body: Run): Run;
