import type { Quantities } from '@growcone/core';
import type { Check } from '../check/check.ts';
import { makeCheck, type Judge } from '../check/judge.ts';
import { versionCheck } from '../check/version-check.ts';

/** What a factory of models makes: anything with a name and parameter values. */
export interface Parametrised {
  /** What it is. */
  readonly kind: string;
  /** Version of the plugin API that it is written for. */
  readonly apiVersion: number;
  /** Its name. */
  readonly name: string;
  /** Its parameters. */
  readonly params: Readonly<Record<string, number>>;
  /** Its state variables. */
  readonly state: Quantities<string>;
}

/**
 * Makes a model from parameter values.
 *
 * @typeParam M - the kind of model
 * @param overrides - values that differ from the defaults
 */
export type Factory<M extends Parametrised> = (overrides?: Readonly<Record<string, number>>) => M;

/**
 * Checks of what a model says about itself, and of what it accepts.
 *
 * @param model - the model
 * @param factory - makes it from parameters, if it can be made from any
 */
export function parameterChecks<M extends Parametrised>(model: M, factory: Factory<M> | undefined): readonly Check[] {
  const { name } = model;
  const checks = [
    versionCheck(model.kind, model),
    makeCheck(
      `${name}: quantities are documented`,
      'Every quantity has a meaning, a unit (or none on purpose), and a value within its range.',
      name,
      (judge) => {
        judge.holds('name', name.trim() !== '', 'a name', `'${name}'`);
        for (const [variable, { value, unit, doc, min = -Infinity, max = Infinity }] of Object.entries(model.state)) {
          judge.holds(`doc of '${variable}'`, doc.trim().length > 2, 'a few words on what it is', `'${doc}'`);
          judge.holds(`unit of '${variable}'`, typeof unit === 'string', 'a text', String(unit));
          judge.holds(
            `initial value of '${variable}'`,
            value >= min && value <= max && Number.isFinite(value),
            `from ${min} to ${max}`,
            `${value}`,
          );
        }
      },
    ),
  ];
  if (!factory) return checks;
  const known = Object.keys(factory().params);
  return [
    ...checks,
    makeCheck(
      `${name}: defaults are allowed`,
      'Every default is within the range of its parameter, and giving it explicitly changes nothing.',
      known.join(', ') || 'no parameters',
      (judge) => {
        const { params } = factory();
        judge.equal('parameters given explicitly', Object.values(params), Object.values(factory(params).params));
      },
    ),
    makeCheck(
      `${name}: unknown parameters are refused`,
      'An unknown parameter is refused by name, with what it may have meant.',
      known.join(', ') || 'no parameters',
      async (judge) => {
        // What is made from nothing may be a plain function, which ignores what it is given.
        if (known.length === 0) return;
        await judge.rejects("the parameter 'qqqqqqqq'", () => factory({ qqqqqqqq: 1 }), ['qqqqqqqq', name, ...known]);
        for (const parameter of known) {
          const misspelt = parameter + parameter.slice(-1);
          // A short name is close to too many others for a suggestion.
          if (known.includes(misspelt) || parameter.length < 4) continue;
          const names = [misspelt, `'${parameter}'`];
          await judge.rejects(`the parameter '${misspelt}'`, () => factory({ [misspelt]: 1 }), names);
        }
      },
    ),
    makeCheck(
      `${name}: impossible values are refused`,
      'A parameter that is no finite number, or outside of its range, is refused by name; the error says what is allowed.',
      known.join(', ') || 'no parameters',
      (judge) => refusesImpossible(judge, name, factory, known),
    ),
  ];
}

async function refusesImpossible<M extends Parametrised>(
  judge: Judge,
  name: string,
  factory: Factory<M>,
  known: readonly string[],
): Promise<void> {
  for (const parameter of known) {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      await judge.rejects(`${parameter} = ${value}`, () => factory({ [parameter]: value }), [
        name,
        parameter,
        String(value),
      ]);
    }
    // The error carries the range, whether or not the author exports it.
    const { min, max } = rangeOf(() => factory({ [parameter]: Number.NaN }));
    const outside = [
      ...(typeof min === 'number' ? [min - Math.max(1, Math.abs(min))] : []),
      ...(typeof max === 'number' ? [max + Math.max(1, Math.abs(max))] : []),
    ];
    for (const value of outside)
      await judge.rejects(`${parameter} = ${value}`, () => factory({ [parameter]: value }), [name, parameter]);
  }
}

function rangeOf(work: () => unknown): { readonly min?: unknown; readonly max?: unknown } {
  try {
    work();
  } catch (error) {
    if (error instanceof Error && 'fields' in error)
      return error.fields as { readonly min?: unknown; readonly max?: unknown };
  }
  return {};
}
