import { type Kernel } from '@growcone/core';
import type { Machine } from './machine.ts';
/** Runs a kernel once at the machine's moment. */
export type Run = () => void;
/**
 * Binds a kernel to a machine.
 *
 * @param machine - what it works on
 * @param kernel - the kernel
 * @param replay - whether spikes come from the record instead of the threshold
 */
export declare function bindKernel(machine: Machine, kernel: Kernel, replay: boolean): Run;
