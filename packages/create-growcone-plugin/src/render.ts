import { badName, type PluginNames } from './plugin-names.ts';

/**
 * Puts the names of a plug-in into a text of its template, where it stands as `pluginName`, `PluginName` and `plugin-name`.
 *
 * @param text - the text
 * @param names - what the plug-in is called
 * @param values - what stands as `{{key}}`
 */
export const render = (text: string, names: PluginNames, values: Readonly<Record<string, string>>): string =>
  text
    .replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key]!)
    .replaceAll('plugin-name', names.file)
    .replaceAll('PluginName', names.type)
    .replaceAll('pluginName', names.value);

/** Words that no constant can be called. */
const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public return ' +
    'static super switch this throw true try typeof var void while with yield'
  ).split(' '),
);

/**
 * Refuses a name that the language, or the example itself, uses for something else.
 *
 * @param names - what the plug-in is called
 * @param sources - the TypeScript of the template
 */
export function checkFree({ package: given, value, type }: PluginNames, sources: readonly string[]): void {
  if (RESERVED.has(value)) throw badName(given, `makes '${value}', which is a word of the language. Take another one.`);
  const taken = new Set(sources.flatMap(declared));
  const clash = [value, `${type}Options`].find((name) => taken.has(name));
  if (clash) throw badName(given, `makes '${clash}', which the example imports or defines. Take another one.`);
}

/** Names that the top level of a file imports or defines. */
function declared(source: string): string[] {
  const imported = [...source.matchAll(/^import (?:type )?\{([^}]*)\}/gm)].flatMap(([, list]) =>
    list!.split(',').map((name) => name.replace(/^\s*(type )?/, '').trim()),
  );
  const defined = [
    ...source.matchAll(/^(?:export )?(?:async )?(?:const|let|function|interface|type|await using) (\w+)/gm),
  ];
  return [...imported, ...defined.map(([, name]) => name!)].filter((name) => !/pluginname/i.test(name));
}
