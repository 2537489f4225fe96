import type { Expr, Term } from '../expression/expression.ts';

/** A number with its unit, meaning and allowed range. */
export interface Quantity {
  /** Default value. */
  readonly value: number;
  /** Unit, such as `ms` or `mV`; empty if dimensionless. */
  readonly unit: string;
  /** What it is, in words a neuroscientist uses. */
  readonly doc: string;
  /** Smallest allowed value. */
  readonly min?: number;
  /** Largest allowed value. */
  readonly max?: number;
  /** Whether `min` itself is not allowed, as for a time constant. */
  readonly exclusiveMin?: boolean;
}

/** Limits of a {@link Quantity}. */
export interface QuantityRange {
  /** Smallest allowed value. */
  readonly min?: number;
  /** Largest allowed value. */
  readonly max?: number;
  /** The value must be greater than this. */
  readonly above?: number;
}

/** Numbers by name, such as the values of a model's parameters. @typeParam K - the names */
export type Values<K extends string> = { readonly [k in K]: number };
/** Recorded expressions by name: what a hook gets for the variables it may read. @typeParam K - the names */
export type Vars<K extends string> = { readonly [k in K]: Expr };
/** New values for some variables; the rest keep theirs. @typeParam K - names of the variables */
export type Writes<K extends string> = { readonly [k in K]?: Term };
/** Quantities by name: what a model declares as its parameters or state. @typeParam K - the names */
export type Quantities<K extends string> = { readonly [k in K]: Quantity };

/**
 * A quantity for a model's parameters or state.
 *
 * @param value - default value
 * @param unit - unit, empty if dimensionless
 * @param doc - what it is
 * @param range - limits
 */
export const quantity = (value: number, unit: string, doc: string, range: QuantityRange = {}): Quantity => ({
  value,
  unit,
  doc,
  ...(range.min === undefined ? {} : { min: range.min }),
  ...(range.max === undefined ? {} : { max: range.max }),
  ...(range.above === undefined ? {} : { min: range.above, exclusiveMin: true }),
});

/**
 * A time constant in milliseconds: must be greater than 0.
 *
 * @param value - default value in ms
 * @param doc - what decays with it
 */
export const timeConstant = (value: number, doc: string): Quantity => quantity(value, 'ms', doc, { above: 0 });
