import { type Node } from '@growcone/core';
/** Reads the value of a leaf for the current element. */
export type Leaf = () => number;
/** How often a node must be evaluated: never again, once per run of its kernel, once per row, once per element. */
export type Level = 0 | 1 | 2 | 3;
/** A node list, ready to be evaluated element by element. Truth values are 0 and 1. */
export interface ExpressionProgram {
    /** Value of every node. */
    readonly values: Float64Array;
    /** Level of every node. */
    readonly levels: readonly Level[];
    /** Evaluates what is the same for the whole run of a kernel. */
    run(): void;
    /** Evaluates what is the same for a row of synapses. */
    row(): void;
    /** Evaluates what `fires` needs, and only that. */
    early(): void;
    /** Evaluates the rest for the current element. */
    element(): void;
}
/** How a node list is bound. */
export interface Binding {
    /** Reads a leaf; undefined for a constant. */
    leaf(node: Node): {
        readonly read: Leaf;
        readonly level: Level;
    };
    /** Position of the value that decides whether a neuron fires. */
    readonly fires?: number | undefined;
    /** Whether every operation rounds to single precision. */
    readonly single: boolean;
}
/**
 * Binds a node list to what it reads.
 *
 * @param nodes - the nodes; operands come before the nodes that use them
 * @param binding - what leaves read
 */
export declare function expressionProgram(nodes: readonly Node[], binding: Binding): ExpressionProgram;
