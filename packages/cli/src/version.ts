import { readFileSync } from 'node:fs';

/** Name, purpose and version of this package. */
export interface Manifest {
  /** What it is for. */
  readonly description: string;
  /** Its version. */
  readonly version: string;
}

/** Reads this package's own manifest. */
export const readManifest = (): Manifest =>
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Manifest;
