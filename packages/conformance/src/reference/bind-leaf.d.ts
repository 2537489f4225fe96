import { type Node } from '@growcone/core';
import type { Leaf, Level } from './expression-program.ts';
import type { Machine } from './machine.ts';
import type { Cursor } from './moment.ts';
/** Reads a leaf, and how often it changes within a kernel. */
export interface BoundLeaf {
    /** Its value for the current element. */
    readonly read: Leaf;
    /** How often it changes. */
    readonly level: Level;
}
/**
 * Binds a leaf of a kernel's expressions.
 *
 * @param machine - what it reads from
 * @param node - the leaf
 * @param cursor - the kernel's current element
 * @param fired - whether the kernel's current neuron fires
 */
export declare function bindLeaf(machine: Machine, node: Node, cursor: Cursor, fired: Leaf): BoundLeaf;
