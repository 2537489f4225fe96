import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const sources = join(import.meta.dirname, '../src');
const importsOf = (file: string): string[] =>
  Array.from(readFileSync(join(sources, file), 'utf8').matchAll(/^(?! \*).* from '([^']+)'/gm), ([, name]) => name);

describe('the main entry', () => {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('node'),
  );

  it.each(files)('runs in a browser: %s imports its neighbours and core only', (file) => {
    for (const name of importsOf(file)) {
      expect(name).not.toContain('node');
      expect(name).toMatch(/^(@growcone\/core|\.\.?\/([a-z0-9-]+\/)?[a-z0-9-]+\.ts)$/);
    }
  });
});
