import type { Op } from '@growcone/core';
import type { Run } from './bind-kernel.ts';
import type { Machine } from './machine.ts';
import { type BindOps } from './sweep.ts';
/** A forward sweep and the reverse sweep after it, run in segments. */
export interface SegmentedSweeps {
    /** The forward sweep, which saves checkpoints instead of keeping arrays. */
    readonly forward: Run;
    /** The reverse sweep, which recomputes every segment before it reverses it. */
    readonly reverse: Run;
}
/**
 * Binds the sweeps of a trial so that nothing is kept but checkpoints at the start of segments, as a device with little
 * memory runs them. Values that a device would not have are NaN, so a plan whose recomputation is not whole is found out.
 *
 * @param machine - the machine
 * @param forward - the forward sweep
 * @param reverse - the reverse sweep
 * @param bind - binds bodies
 * @param length - steps per segment
 * @param onEnd - called after the forward sweep
 */
export declare function bindSegments(machine: Machine, forward: Extract<Op, {
    op: 'forward';
}>, reverse: Extract<Op, {
    op: 'reverse';
}>, bind: BindOps, length: number, onEnd: () => void): SegmentedSweeps;
