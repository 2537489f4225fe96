import { globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What a source imports and what that imports, apart from types. */
function imports(file: string, seen = new Set<string>()): ReadonlySet<string> {
  const text = readFileSync(file, 'utf8');
  for (const [, from] of text.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+'([^']+)'/gms)) {
    const found = from!.startsWith('.') ? resolve(dirname(file), from!) : from!;
    if (seen.has(found)) continue;
    seen.add(found);
    if (found.startsWith('/')) imports(found, seen);
  }
  return seen;
}

describe('the script of a worker thread', () => {
  // A worker gets none of the flags of its process, so from sources it would find no built package; and browsers know no package names.
  it('imports files of its own package alone', () => {
    const all = Array.from(imports(resolve(import.meta.dirname, '../../src/worker.ts')));
    expect(all.some((name) => name.endsWith('/runtime/example-run.ts'))).toBe(true);
    expect(all.filter((name) => !name.includes('/packages/backend-cpu/src/'))).toEqual([]);
  });

  // Vite puts it into one file: what only some networks need is loaded by the thread that makes the plan ready.
  it('imports nothing later', () => {
    const all = Array.from(imports(resolve(import.meta.dirname, '../../src/worker.ts')));
    expect(all.filter((file) => /\bimport\(/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});

describe('the sources', () => {
  // Vite puts a page's worker into one file unless it is told otherwise, and has no file of Node to put there.
  it('import no part of Node, now or later, so that they can be bundled for browsers', () => {
    const folder = resolve(import.meta.dirname, '../../src');
    const files = globSync('**/*.ts', { cwd: folder });
    expect(files).toContain('worker.ts');
    expect(files.filter((file) => /\bimport\b[^;]*'node:/.test(readFileSync(resolve(folder, file), 'utf8')))).toEqual(
      [],
    );
  });
});
