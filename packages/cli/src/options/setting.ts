import { suggest } from '@growcone/core';
import { Option, type Command } from 'commander';
import { OptionError } from '../cli-error.ts';
import { refusal, type Kind } from './kinds.ts';

/** One option of the command line. */
export interface Setting<T> {
  /** How it is typed. */
  readonly flag: string;
  /** What it means. */
  readonly help: string;
  /** What its value may be. */
  readonly kind: Kind<T>;
  /** Its value if it is not given. */
  readonly initial?: T;
}

/** The options of a command by name, in the order in which help shows them. */
export type Settings<T> = { readonly [K in keyof T]-?: Setting<NonNullable<T[K]>> };

/** How an option is typed, without its value. @param setting - which */
export const flagWord = ({ flag }: Pick<Setting<unknown>, 'flag'>): string => flag.split(' ')[0] as string;

/** Adds options to a command. @param command - the command @param settings - the options */
export function addSettings<T>(command: Command, settings: Settings<T>): void {
  for (const { flag, help, kind, initial } of Object.values(settings) as Setting<unknown>[]) {
    // Not commander's own default: with --resume, what is given must be told from what is not.
    const byDefault =
      initial === undefined || (typeof initial === 'boolean' && !flag.includes('<'))
        ? ''
        : ` (${shown(initial, kind)})`;
    const option = new Option(flag, help + byDefault);
    if (flag.includes('<')) option.argParser((text) => kind.read(text));
    command.addOption(option);
  }
}

const shown = (value: unknown, kind: Kind<unknown>): string =>
  typeof value === 'boolean' ? (kind.words?.[value ? 0 : 1] ?? String(value)) : String(value);

/**
 * Checks options one by one and fills in defaults.
 *
 * @param settings - what there is
 * @param given - what is wanted
 */
export function resolveSettings<T>(settings: Settings<T>, given: Partial<T>): T {
  const names = Object.keys(settings) as (keyof T & string)[];
  const unknown = Object.keys(given).find((name) => !(names as string[]).includes(name));
  if (unknown !== undefined) {
    throw new OptionError(unknown, `is no option of a run.${suggest(unknown, names)} There are: ${names.join(', ')}.`);
  }
  const resolved: Record<string, unknown> = {};
  for (const name of names) {
    const { flag, kind, initial } = settings[name] as Setting<unknown>;
    const value = given[name] ?? initial;
    if (value === undefined) continue;
    if (!kind.accepts(value)) throw new OptionError(flagWord({ flag }), refusal(kind, value), { got: value });
    resolved[name] = value;
  }
  // Every name of the interface went through its own kind above.
  return resolved as T;
}

/**
 * Refuses options that differ from those that a run began with.
 *
 * @param settings - what there is
 * @param before - what it began with
 * @param given - what is wanted now
 * @param free - what may change
 */
export function checkUnchanged<T extends object>(
  settings: Settings<T>,
  before: T,
  given: Partial<T>,
  free: readonly (keyof T)[],
): void {
  const text = (value: unknown): string => (value === undefined ? 'not given' : JSON.stringify(value));
  for (const name of Object.keys(given) as (keyof T)[]) {
    if (given[name] === undefined || free.includes(name) || text(given[name]) === text(before[name])) continue;
    throw new OptionError(
      flagWord(settings[name]),
      `was ${text(before[name])} when the run began, got ${text(given[name])}. Leave it out with --resume, or start a new run.`,
      { before: before[name], got: given[name] },
    );
  }
}
