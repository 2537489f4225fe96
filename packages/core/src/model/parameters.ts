import { GrowconeError, suggest } from '../error.ts';
import type { Quantities, Quantity, Values } from './quantity.ts';

/** Thrown for a parameter, state or variable name that a model does not have. */
export class UnknownNameError extends GrowconeError {
  override readonly name: string = 'UnknownNameError';

  /**
   * @param owner - the model or scope
   * @param kind - what kind of name: parameter, state variable …
   * @param unknown - the name that was given
   * @param known - the names there are
   */
  constructor(owner: string, kind: string, unknown: string, known: readonly string[]) {
    super(
      'UNKNOWN_NAME',
      `${owner} has no ${kind} '${unknown}'.${suggest(unknown, known)} ${
        known.length > 0 ? `It has: ${known.join(', ')}.` : 'It has none.'
      }`,
      { owner, kind, unknown, known },
    );
  }
}

/** Thrown for a parameter value outside its range, or that is no number. */
export class ParameterRangeError extends GrowconeError {
  override readonly name: string = 'ParameterRangeError';

  /**
   * @param owner - the model
   * @param parameter - the parameter's name
   * @param value - the value that was given
   * @param range - the quantity that says what is allowed
   */
  constructor(owner: string, parameter: string, value: unknown, range: Quantity) {
    super(
      'PARAMETER_RANGE',
      `${owner}.${parameter} (${range.doc}) must be ${allowed(range)}, got ${typeof value === 'string' ? `the text '${value}'` : String(value)}. ` +
        `The default is ${range.value}${range.unit ? ` ${range.unit}` : ''}.`,
      { owner, parameter, value, min: range.min, max: range.max, unit: range.unit },
    );
  }
}

function allowed({ min, max, unit, exclusiveMin }: Quantity): string {
  const suffix = unit ? ` ${unit}` : '';
  if (min !== undefined && max !== undefined) return `a number between ${min} and ${max}${suffix}`;
  if (min !== undefined) return `a number ${exclusiveMin ? 'greater than' : 'of at least'} ${min}${suffix}`;
  if (max !== undefined) return `a number of at most ${max}${suffix}`;
  return `a finite number${suffix ? ` in${suffix}` : ''}`;
}

/**
 * Checks a value against a quantity's range and gives it back.
 *
 * @param owner - the model, for the error
 * @param name - the parameter's name
 * @param value - the value
 * @param range - the quantity
 */
export function checked(owner: string, name: string, value: number, range: Quantity): number {
  const { min = -Infinity, max = Infinity, exclusiveMin = false } = range;
  const low = exclusiveMin ? value > min : value >= min;
  if (!Number.isFinite(value) || !low || value > max) throw new ParameterRangeError(owner, name, value, range);
  return value;
}

/**
 * Fills in defaults and refuses unknown names and values out of range.
 *
 * @typeParam P - names of the parameters
 * @param owner - the model, for errors
 * @param quantities - what there is
 * @param overrides - what the user gave
 */
export function resolveParameters<P extends string>(
  owner: string,
  quantities: Quantities<P>,
  overrides: Partial<Values<P>>,
): Values<P> {
  const known = Object.keys(quantities) as P[];
  for (const name of Object.keys(overrides)) {
    if (!known.includes(name as P)) throw new UnknownNameError(owner, 'parameter', name, known);
  }
  const entries = known.map((name) => {
    const value = overrides[name] ?? quantities[name].value;
    return [name, checked(owner, name, value, quantities[name])] as const;
  });
  return Object.fromEntries(entries) as Values<P>;
}
