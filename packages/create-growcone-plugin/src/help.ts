import { kinds } from './kinds.ts';

const options: readonly (readonly [option: string, meaning: string])[] = [
  ...Object.entries(kinds).map(([kind, example]) => [`--kind ${kind}`, example] as const),
  ['--author <name>', 'for package.json and the licence; the user.name of git if left out'],
  ['--local <folder>', 'install packed packages from there instead of published ones'],
  ['--help, --version', ''],
];

/** What `--help` prints. */
export const help: string = [
  'Starts the package of a plug-in for Growcone: a working example, its conformance test, and a training that uses it.',
  '',
  'npm create growcone-plugin <name> -- --kind <kind>',
  '',
  ...options.map(([option, meaning]) => `  ${option.padEnd(20)}${meaning}`.trimEnd()),
].join('\n');
