import { variable, type Expr, type LeafNode, type Place } from '@growcone/core';

/**
 * A leaf of a plan as an expression, so that plans can be written with the same arithmetic as models. The label holds the
 * leaf itself.
 *
 * @param node - the leaf
 */
const leaf = (node: LeafNode): Expr => variable(JSON.stringify(node));

/** The leaf behind an expression made here. @param label - the expression's label */
export const leafOf = (label: string): LeafNode => JSON.parse(label) as LeafNode;

/** Reads an array. @param array - its id @param at - which element @param lag - how many steps ago */
export const read = (array: number, at: Place, lag = 0): Expr => leaf({ op: 'read', array, at, lag });

/** Whether the current neuron fires. */
export const fired = (): Expr => leaf({ op: 'fired' });

/** Whether a neuron sent a spike. @param population - its population @param at - which neuron @param lag - how many steps ago */
export const spiked = (population: number, at: 'neuron' | 'pre' | 'post', lag: number): Expr =>
  leaf({ op: 'spiked', population, at, lag });

/** The number of a neuron. @param at - which neuron */
export const index = (at: 'neuron' | 'pre' | 'post'): Expr => leaf({ op: 'index', at });

/** The current step. */
export const step = (): Expr => leaf({ op: 'step' });

/** The number of steps. */
export const steps = (): Expr => leaf({ op: 'steps' });

/** The number of examples in the batch. */
export const examples = (): Expr => leaf({ op: 'examples' });

/** A random draw. @param op - its distribution @param draw - where it sits in the counter */
export const random = (
  op: 'uniform' | 'normal',
  draw: Omit<Extract<LeafNode, { readonly op: 'uniform' | 'normal' }>, 'op'>,
): Expr => leaf({ op, ...draw });
