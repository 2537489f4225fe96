import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** One program shown to readers. */
export interface Snippet {
  /** The page, relative to the repository. */
  readonly page: string;
  /** The line of the opening fence, from 1. */
  readonly line: number;
  readonly text: string;
}

const generated = new Set(['node_modules', 'dist', 'site', 'reports', 'coverage', '.tools', '.nx', '.cache']);

/** Pages whose `ts` fences are programs: every Markdown file for readers, and the doc comments of the packages. */
export function pages(root: string): string[] {
  const patterns = ['*.md', '{docs,packages,examples,benchmarks,tests}/**/*.md', 'packages/*/src/**/*.ts'];
  return patterns
    .flatMap((pattern) => globSync(pattern, { cwd: root, exclude: (name) => generated.has(name) }))
    .map((page) => page.replaceAll(sep, '/'))
    .filter((page) => !page.split('/').some((folder) => generated.has(folder)))
    .sort();
}

/**
 * The programs of one page. A fence `ts` opens a program. A fence `ts continued` adds lines to the program above it,
 * so that a guide may interrupt a program with prose. A fence `ts fragment` is only shown: it cannot run alone.
 */
export function snippets(root: string, page: string): Snippet[] {
  const found: Snippet[] = [];
  let body: string[] | undefined;
  let opening = { line: 0, kind: '' };
  for (const [i, raw] of readFileSync(join(root, page), 'utf8').split('\n').entries()) {
    // In a doc comment, the text begins after the star.
    const line = page.endsWith('.ts') ? raw.replace(/^\s*\* ?/, '') : raw;
    const fence = /^\s*```(.*)$/.exec(line);
    if (!fence) {
      body?.push(line);
    } else if (!body) {
      body = [];
      opening = { line: i + 1, kind: fence[1]!.trim() };
    } else {
      const text = `${body.join('\n')}\n`;
      const last = found.at(-1);
      if (opening.kind === 'ts') found.push({ page, line: opening.line, text });
      else if (opening.kind === 'ts continued' && last) found.splice(-1, 1, { ...last, text: last.text + text });
      else if (opening.kind.startsWith('ts ') && opening.kind !== 'ts fragment')
        throw new Error(
          `${page}:${opening.line}: a fence is ts, ts continued (after a program) or ts fragment, got ${opening.kind}`,
        );
      body = undefined;
    }
  }
  return found;
}
