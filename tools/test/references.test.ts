import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

// A missing reference makes the compiler take another package's sources for this one's.

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Manifest {
  readonly name: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

const read = <T>(file: string): T => JSON.parse(readFileSync(join(root, file), 'utf8')) as T;

const workspaces = globSync(
  ['packages/*/package.json', 'examples/*/package.json', 'tests/*/package.json', 'benchmarks/package.json'],
  { cwd: root },
)
  .map((file) => ({ folder: dirname(file), manifest: read<Manifest>(file) }))
  .sort((a, b) => a.folder.localeCompare(b.folder));
const folders = new Map(workspaces.map(({ folder, manifest }) => [manifest.name, folder]));

/** What a tsconfig refers to, from the root of the repository. */
function references(tsconfig: string): string[] {
  const { references: all = [] } = read<{ references?: { path: string }[] }>(tsconfig);
  return all.map(({ path }) => relative(root, resolve(root, dirname(tsconfig), path))).sort();
}

function libraries(...dependencies: (Record<string, string> | undefined)[]): string[] {
  const names = new Set(dependencies.flatMap((record = {}) => Object.keys(record)));
  return [...names]
    .flatMap((name) => folders.get(name) ?? [])
    .map((folder) => `${folder}/tsconfig.lib.json`)
    .sort();
}

describe('references between projects follow the manifests', () => {
  it('in the root', () => {
    expect(references('tsconfig.json')).toEqual([...folders.values(), 'tools'].sort());
  });

  for (const { folder, manifest } of workspaces)
    it(`in ${folder}`, () => {
      const { dependencies, peerDependencies, devDependencies } = manifest;
      if (folder.startsWith('packages/')) {
        expect(references(`${folder}/tsconfig.lib.json`)).toEqual(libraries(dependencies, peerDependencies));
        expect(references(`${folder}/tsconfig.test.json`)).toEqual(
          libraries(dependencies, peerDependencies, devDependencies),
        );
      } else {
        expect(references(`${folder}/tsconfig.json`)).toEqual(libraries(dependencies, devDependencies));
      }
    });
});
