import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kindOf } from './kinds.ts';
import { manifestOf } from './manifest.ts';
import { pluginNames } from './plugin-names.ts';
import { checkFree, render } from './render.ts';
import { ScaffoldError } from './scaffold-error.ts';

/** What is to be started. */
export interface ScaffoldOptions {
  /** Name of the npm package, such as `my-rule` or `@me/my-rule`; without its scope also that of the folder. */
  readonly name: string;
  /** What it is: `rule`, `neuron`, `synapse`, `rewiring` or `backend`. */
  readonly kind: string;
  /** Who writes it, for package.json and the licence. */
  readonly author: string;
  /** Folder of packed Growcone packages to install instead of published ones. */
  readonly local?: string;
  /** Where the folder is made; the working directory if left out. */
  readonly in?: string;
  /** Year of the copyright; this one if left out. */
  readonly year?: number;
}

/** What was made. */
export interface Scaffolded {
  /** The new folder. */
  readonly folder: string;
  /** Its files, relative to it. */
  readonly files: readonly string[];
}

const TEMPLATES = fileURLToPath(new URL('../templates', import.meta.url));

/**
 * Starts the package of a plug-in: a working example of its kind, with its conformance test and a training that uses it.
 *
 * Nothing is written if anything is wrong: the name, the kind, or a folder of that name that has files in it. Each is a
 * {@link ScaffoldError}.
 *
 * @param options - name, kind, author
 * @returns the folder and its files
 */
export function scaffold(options: ScaffoldOptions): Scaffolded {
  const { author, in: parent = process.cwd(), year = new Date().getFullYear() } = options;
  const names = pluginNames(options.name);
  const kind = kindOf(options.kind);
  const folder = resolve(parent, names.file);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new ScaffoldError('FOLDER_NOT_EMPTY', `${folder} is not empty. Take another name, or remove what is in it.`, {
      folder,
    });
  }
  const templates = [...readTree(join(TEMPLATES, 'shared')), ...readTree(join(TEMPLATES, kind))];
  const sources = templates.filter(({ path }) => path.endsWith('.ts')).map(({ text }) => text);
  checkFree(names, sources);
  const local = options.local === undefined ? undefined : resolve(parent, options.local);
  const manifest = manifestOf({ names, kind, author, folder, sources, local });

  const usage = templates.find(({ path }) => path === USAGE)!.text.replaceAll('```ts fragment', '```ts');
  // The usage has placeholders of its own, so it goes in first.
  const filled = ({ path, text }: TemplateFile): TemplateFile => ({
    path: render(path, names, {}).replace(/(^|\/)_/g, '$1.'),
    text: render(
      text.replace('{{usage}}', () => usage.trimEnd()),
      names,
      { package: names.package, author, year: `${year}` },
    ),
  });
  const files = [
    { path: 'package.json', text: `${JSON.stringify(manifest, undefined, 2)}\n` },
    ...templates.filter(({ path }) => path !== USAGE).map(filled),
  ];
  for (const { path, text } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { folder, files: files.map(({ path }) => path).sort() };
}

/** How a plug-in of its kind is used, for the README. */
const USAGE = 'usage.md';

/** One file of a template. Names that npm would take for its own begin with `_` instead of a dot. */
interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

function readTree(root: string): TemplateFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(root, file).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }));
}
