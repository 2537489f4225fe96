import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { pages, snippets } from './snippets.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
// Inside this workspace, which depends on every package, so that imports resolve as in a user's project.
const folder = join(root, 'tests/matrix/.cache/snippets');
const programs = pages(root)
  .flatMap((page) => snippets(root, page))
  .map((snippet) => ({ ...snippet, file: `${snippet.page.replace(/[^\w-]+/g, '_')}-${snippet.line}.ts` }));

const run = (...args: string[]): { status: number | null; output: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return { status, output: stdout + stderr };
};

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // A module even where a snippet imports nothing.
  for (const { file, text } of programs) writeFileSync(join(folder, file), `${text}export {};\n`);
});

describe('snippets for readers', () => {
  it('are all found', () => {
    const fences = pages(root).map(
      (page) => readFileSync(join(root, page), 'utf8').match(/^\s*(\* )?```ts\s*$/gm) ?? [],
    );
    expect(programs.length).toBe(fences.flat().length);
  });

  it('have right types', { timeout: 60_000 }, () => {
    writeFileSync(join(folder, 'index.ts'), 'export {};\n');
    const options = {
      noEmit: true,
      composite: false,
      isolatedDeclarations: false,
      lib: ['ES2023', 'ESNext.Disposable', 'DOM'],
      types: ['node'],
    };
    const config = { extends: '../../../../tsconfig.base.json', compilerOptions: options, include: ['*.ts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const result = run(join(root, 'node_modules/typescript/bin/tsc'), '-p', folder);
    expect(result).toEqual({ status: 0, output: '' });
  });

  for (const { page, line, file } of programs)
    it(`${page}:${line} runs`, { timeout: 120_000 }, () => {
      const { status, output } = run('--conditions=@growcone/source', '--disable-warning=ExperimentalWarning', file);
      expect(status, output).toBe(0);
    });
});
