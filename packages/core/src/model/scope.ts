import { lift, variable, type Expr } from '../expression/expression.ts';
import { UnknownNameError } from './parameters.ts';
import type { Vars, Writes } from './quantity.ts';

/**
 * Variables for a hook, which refuse names that do not exist with a suggestion. TypeScript users get a compile error
 * before that; this is for JavaScript and for names that a wrapper made up.
 *
 * @param owner - the model, for errors
 * @param kind - what the names are: state variable, parameter …
 * @param expressions - expressions by name
 */
export function scope<K extends string>(owner: string, kind: string, expressions: Readonly<Record<K, Expr>>): Vars<K> {
  return new Proxy(expressions, {
    get(target, name) {
      if (typeof name === 'symbol') return undefined;
      if (Object.hasOwn(target, name)) return target[name as K];
      throw new UnknownNameError(owner, kind, name, Object.keys(target));
    },
  }) as Vars<K>;
}

/**
 * One variable expression per name, each label prefixed.
 *
 * @param names - the names
 * @param prefix - put before each name
 */
export const symbols = (names: readonly string[], prefix: string): Record<string, Expr> =>
  Object.fromEntries(names.map((name) => [name, variable(prefix + name)]));

/**
 * Constant expressions by name.
 *
 * @param values - numbers by name
 */
export const constants = (values: Readonly<Record<string, number>>): Record<string, Expr> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, lift(value)]));

/**
 * The state after a hook: what it wrote, the rest unchanged. Refuses writes to names that do not exist.
 *
 * @param owner - the model, for errors
 * @param before - the state before
 * @param writes - what the hook returned
 */
export function apply(
  owner: string,
  before: Readonly<Record<string, Expr>>,
  writes: Writes<string> | undefined,
): Record<string, Expr> {
  const after = { ...before };
  for (const [name, value] of Object.entries(writes ?? {})) {
    if (!Object.hasOwn(before, name)) throw new UnknownNameError(owner, 'state variable', name, Object.keys(before));
    if (value !== undefined) after[name] = lift(value);
  }
  return after;
}
