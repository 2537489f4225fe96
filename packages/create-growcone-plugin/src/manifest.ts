import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Kind } from './kinds.ts';
import { peerRange } from './peer-range.ts';
import type { PluginNames } from './plugin-names.ts';
import { ScaffoldError } from './scaffold-error.ts';

/** What this package says of itself. */
interface OwnManifest {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** This package's own manifest. Its development dependencies are those of the templates, which its tests run. */
export const ownManifest = (): OwnManifest =>
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as OwnManifest;

/** What the manifest of a new package follows from. */
export interface ManifestInput {
  /** What the plug-in is called. */
  readonly names: PluginNames;
  /** What it is. */
  readonly kind: Kind;
  /** Who writes it. */
  readonly author: string;
  /** Where the package lies. */
  readonly folder: string;
  /** The TypeScript of the template, which says what has to be installed. */
  readonly sources: readonly string[];
  /** Folder of packed packages to install instead of published ones. */
  readonly local: string | undefined;
}

/** The package.json of a new package. @param input - what it follows from */
export function manifestOf({ names, kind, author, folder, sources, local }: ManifestInput): object {
  const { engines, devDependencies } = ownManifest();
  const imported = sources.flatMap((text) =>
    [...text.matchAll(/from '(@growcone\/[\w-]+)'/g)].map(([, name]) => name!),
  );
  const needed = [
    ...new Set([...imported, '@growcone/core', '@growcone/conformance', '@types/node', 'typescript']),
  ].sort();
  const range = (name: string): string =>
    local !== undefined && name.startsWith('@growcone/')
      ? `file:${relative(folder, tarball(local, name)).replaceAll('\\', '/')}`
      : published(devDependencies[name]!);
  return {
    name: names.package,
    version: '0.1.0',
    description: `${DESCRIPTIONS[kind]} for Growcone.`,
    keywords: ['growcone-plugin', 'snn', 'spiking-neural-networks'],
    license: 'MIT',
    author,
    files: ['dist/src', 'src'],
    type: 'module',
    sideEffects: false,
    exports: {
      '.': { types: './dist/src/index.d.ts', default: './dist/src/index.js' },
      './package.json': './package.json',
    },
    scripts: {
      build: 'tsc',
      test: 'tsc && node --test dist/test/*.test.js',
      train: 'tsc && node dist/train.js',
      prepack: 'tsc',
    },
    peerDependencies: { '@growcone/core': peerRange(published(devDependencies['@growcone/core']!)) },
    devDependencies: Object.fromEntries(needed.map((name) => [name, range(name)])),
    engines,
  };
}

const DESCRIPTIONS: Readonly<Record<Kind, string>> = {
  rule: 'A learning rule',
  plasticity: 'A plasticity rule',
  neuron: 'A neuron model',
  synapse: 'A synapse model',
  rewiring: 'A rewiring rule',
  backend: 'A backend',
};

/** The range that a published template asks for; in the repository, where versions are not known yet, any. */
function published(range: string): string {
  if (/^(workspace|catalog):/.test(range)) return '*';
  return /^\d/.test(range) ? `^${range}` : range;
}

/** The packed package in a folder. */
function tarball(folder: string, name: string): string {
  const start = `${name.replace('@', '').replace('/', '-')}-`;
  const all = existsSync(folder) ? readdirSync(folder) : [];
  const found = all.filter((file) => new RegExp(`^${start}\\d.*\\.tgz$`).test(file));
  if (found.length === 1) return join(folder, found[0]!);
  throw new ScaffoldError(
    'TARBALLS',
    `--local must name a folder with one ${start}<version>.tgz, got '${folder}' with ${
      found.length === 0 ? 'none' : found.join(' and ')
    }. Leave --local out to install published packages.`,
    { folder, name, found },
  );
}
