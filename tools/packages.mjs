// The packages that a release publishes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The workspace that this file is in. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Every public package: its folder below `packages` and its manifest. @param {string} from - a workspace */
export function publicPackages(from = root) {
  return readdirSync(join(from, 'packages'))
    .map((folder) => ({ folder, manifest: readJson(join(from, 'packages', folder, 'package.json')) }))
    .filter(({ manifest }) => !manifest.private);
}

/** What a program may import of a package, as `.`, `./node` … @param {{ exports: object }} manifest - its manifest */
export function entries({ exports }) {
  return Object.keys(exports).filter((path) => path !== './package.json');
}

/** @param {string} file - path of a JSON file */
export function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
