import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { deadLinks, deadSources, readHtml, readMarkdown } from '../docs/links.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('links', () => {
  const pages = (read: typeof readHtml, texts: Record<string, string>): string[] => {
    const all = new Map(Object.entries(texts).map(([path, text]) => [path, read(text)]));
    return deadLinks(all, (path: string) => (all.has(path) ? path : undefined));
  };

  it('lead to files and to headings as the repository names them', () => {
    const other = '# The `reset`, then\n\n## Twice\n\n## Twice\n\n<a id="by-hand"></a>\n';
    expect(
      pages(readMarkdown, {
        'a/page.md':
          '[1](../other.md#the-reset-then) [2](../other.md#twice-1) ![](../other.md) [3](../other.md#by-hand)',
        'other.md': `${other}[self](#twice) [outside](https://example.org/nowhere) [mail](mailto:a@example.org)`,
      }),
    ).toEqual([]);
  });

  it('that lead to no file or to no heading are told, with the page that they stand in', () => {
    expect(pages(readMarkdown, { 'a/page.md': '# Here\n\n[1](../gone.md) ![](gone.svg) [2](#there)' })).toEqual([
      'a/page.md: ../gone.md leads to gone.md, which does not exist',
      'a/page.md: gone.svg leads to a/gone.svg, which does not exist',
      'a/page.md: #there leads to no anchor of a/page.md',
    ]);
  });

  it('of built pages count as links wherever the page names an address', () => {
    const page = '<link href="style.css"><script src="main.js"></script><a id="x" href="#x">x</a><a href="#y">y</a>';
    expect(pages(readHtml, { 'index.html': page })).toEqual([
      'index.html: style.css leads to style.css, which does not exist',
      'index.html: main.js leads to main.js, which does not exist',
      'index.html: #y leads to no anchor of index.html',
    ]);
  });

  it('to sources are told where the repository has no such file', () => {
    const address = 'https://example.org/blob/main/';
    const page = readHtml(
      `<a href="${address}src/a.ts#L3">a</a><a href="${address}a.ts#L3">b</a><a href="https://x.org">c</a>`,
    );
    expect(deadSources(new Map([['a.html', page]]), address, (path: string) => path === 'src/a.ts')).toEqual([
      'a.html: https://example.org/blob/main/a.ts#L3 leads to no file of the repository',
    ]);
  });
});

describe('the documentation', { timeout: 60_000 }, () => {
  const folder = join(root, 'tools/.cache/docs');
  const run = (...args: string[]): { failed: boolean; output: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    return { failed: status !== 0, output: stdout + stderr };
  };
  const build = () => run(join(root, 'node_modules/typedoc/bin/typedoc'));
  const check = () => run(join(root, 'tools/docs/check-links.mjs'));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };

  // One package beside a page, built with the repository's own settings.
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    const settings = {
      extends: ['../../../typedoc.json'],
      entryPoints: ['packages/*'],
      out: 'site',
      readme: 'README.md',
    };
    write('typedoc.json', JSON.stringify(settings));
    write(
      'README.md',
      '# Small\n\n[a page](docs/guides/page.md#there) and [its source](packages/small/src/index.ts)\n',
    );
    write('docs/guides/page.md', '# A page\n\n## There\n\n[back](../../README.md)\n');
    write('packages/small/package.json', '{ "name": "small", "version": "1.0.0", "type": "module" }');
    write('packages/small/tsconfig.lib.json', '{ "extends": "../../../../../tsconfig.base.json", "include": ["src"] }');
    write('packages/small/src/index.ts', '/** Half of it. */\nexport const half: number = 0.5;\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is built, and its links lead somewhere', () => {
    expect(build()).toMatchObject({ failed: false });
    expect(check()).toMatchObject({ failed: false });
  });

  it('fails on a public name without a doc comment', () => {
    write('packages/small/src/index.ts', 'export const half: number = 0.5;\n');
    const { failed, output } = build();
    expect(failed).toBe(true);
    expect(output).toMatch(/half.* does not have any documentation/);
  });

  it('fails on a doc comment that links to a name that does not exist', () => {
    write('packages/small/src/index.ts', '/** Half of {@link whole}. */\nexport const half: number = 0.5;\n');
    const { failed, output } = build();
    expect(failed).toBe(true);
    expect(output).toContain('whole');
  });

  it('fails on a dead link, in the page and in its file', () => {
    write('docs/guides/page.md', '# A page\n\n## There\n\n[gone](gone.md)\n');
    build();
    const { failed, output } = check();
    expect(failed).toBe(true);
    expect(output).toContain('docs/guides/page.md: gone.md leads to docs/guides/gone.md, which does not exist');
    expect(output).toContain('guides/page.html: gone.md leads to guides/gone.md, which does not exist');
  });

  it('fails on a dead anchor', () => {
    write('docs/guides/page.md', '# A page\n\n## Elsewhere\n');
    build();
    const { failed, output } = check();
    expect(failed).toBe(true);
    expect(output).toContain('README.md: docs/guides/page.md#there leads to no anchor of docs/guides/page.md');
    expect(output).toContain('index.html: guides/page.html#there leads to no anchor of guides/page.html');
  });
});
