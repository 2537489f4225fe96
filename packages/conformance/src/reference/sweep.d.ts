import { type Op } from '@growcone/core';
import type { Run } from './bind-kernel.ts';
import type { Machine } from './machine.ts';
import { type Effects } from './op-effects.ts';
/** Binds a list of ops. */
export type BindOps = (ops: readonly Op[]) => Run;
/** Prepares the arrays of a sweep for a step. */
type OpenStep = () => void;
/**
 * Opens every step of a sweep: zeroes what spikes accumulate in, and poisons rings, so that a kernel that reads a ring
 * before this step has written it is found out instead of seeing the value of a step long past.
 *
 * @param machine - the machine
 * @param effects - what the sweep's body touches
 */
export declare function openStep(machine: Machine, effects: Effects): OpenStep;
/**
 * Runs one step.
 *
 * @param machine - the machine
 * @param step - its number
 * @param open - prepares the arrays
 * @param body - the ops
 */
export declare function runStep({ moment }: Machine, step: number, open: OpenStep, body: Run): void;
/**
 * Binds a forward sweep: steps 1 … T, then the flush.
 *
 * @param machine - the machine
 * @param op - the sweep
 * @param bind - binds its bodies
 * @param onStep - called after every step of the trial
 * @param onEnd - called after the sweep
 * @param keeps - which 'all' arrays the sweep writes
 */
export declare function bindForward(machine: Machine, op: Extract<Op, {
    op: 'forward';
}>, bind: BindOps, onStep: (step: number) => void, onEnd: () => void, keeps: (array: number) => boolean): Run;
/**
 * Binds a reverse sweep over a whole trial whose arrays the forward sweep has kept.
 *
 * @param machine - the machine
 * @param op - the sweep
 * @param bind - binds its body
 */
export declare function bindReverse(machine: Machine, op: Extract<Op, {
    op: 'reverse';
}>, bind: BindOps): Run;
/** Binds ops that run in every n-th step. @param machine - the machine @param op - the op @param bind - binds its body */
export declare function bindEvery({ moment }: Machine, op: Extract<Op, {
    op: 'every';
}>, bind: BindOps): Run;
export {};
