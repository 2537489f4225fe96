import { builtinModules } from 'node:module';
import { ScaffoldError } from './scaffold-error.ts';

/** What a plug-in is called in different places. */
export interface PluginNames {
  /** The npm package, such as `@me/my-rule`. */
  readonly package: string;
  /** Its folder and its main file, such as `my-rule`. */
  readonly file: string;
  /** What it exports, such as `myRule`. */
  readonly value: string;
  /** How its types begin, such as `MyRule`. */
  readonly type: string;
}

/** Longest name that npm takes. */
const LONGEST = 214;

/**
 * Checks the name of a package and finds all others.
 *
 * @param given - name of the npm package, with or without a scope
 */
export function pluginNames(given: string): PluginNames {
  const own = given.replace(/^@[a-z0-9][a-z0-9._-]*\//, '');
  if (given.length > LONGEST || !/^[a-z][a-z0-9._-]*$/.test(own)) throw badName(given, allowed(given));
  if (builtinModules.includes(own) || own === 'node_modules') throw badName(given, `is taken by Node.js itself.`);
  const words = own.split(/[^a-z0-9]+/).filter((word) => word !== '');
  const type = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return { package: given, file: own, value: type.charAt(0).toLowerCase() + type.slice(1), type };
}

function allowed(given: string): string {
  const near = given
    .toLowerCase()
    .replace(/[^a-z0-9@/._-]+/g, '-')
    .replace(/^[^a-z@]+|-+$/g, '')
    .slice(0, LONGEST);
  const suggestion = /^(@[a-z0-9][a-z0-9._-]*\/)?[a-z][a-z0-9._-]*$/.test(near) ? ` Did you mean '${near}'?` : '';
  return (
    'must begin with a lowercase letter and go on with lowercase letters, digits, -, . and _, at most ' +
    `${LONGEST} in all, such as my-rule or @me/my-rule.${suggestion}`
  );
}

/**
 * The error for a name that no package can have.
 *
 * @param given - the name
 * @param why - what is wrong with it
 */
export const badName = (given: string, why: string): ScaffoldError =>
  new ScaffoldError('PACKAGE_NAME', `The name '${given}' ${why}`, { given });
