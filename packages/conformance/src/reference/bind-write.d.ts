import { type Write } from '@growcone/core';
import type { Machine } from './machine.ts';
/** Stores a value at an element of an array, or adds it. */
export type Store = (element: number, value: number) => void;
/**
 * Binds the target of a kernel. Every value that is stored must be finite.
 *
 * @param machine - what it writes to
 * @param write - array, and whether to add
 */
export declare function bindWrite(machine: Machine, { array, add }: Pick<Write, 'array' | 'add'>): Store;
