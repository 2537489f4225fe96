import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { snippets } from './snippets.ts';

// The first page that someone sees who finds a package. That its program runs is tested with all other snippets.

const root = fileURLToPath(new URL('../../..', import.meta.url));

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
}

const pages = globSync('packages/*/package.json', { cwd: root })
  .map((file) => ({
    page: join(dirname(file), 'README.md'),
    manifest: JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest,
  }))
  .filter(({ manifest }) => manifest.private !== true);

/** The packages that a program imports, as npm installs them. */
function imported(program: string): string[] {
  const specifiers = [...program.matchAll(/ from '((?!node:)[^.'][^']*)'/g)].map(([, specifier]) => specifier!);
  return specifiers.map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)![0]);
}

describe.each(pages)('$page', ({ page, manifest }) => {
  const text = readFileSync(join(root, page), 'utf8');
  const [first] = snippets(root, page);

  it('begins with the name of the package and what it is', () => {
    expect(text).toMatch(new RegExp(`^# ${manifest.name}\n\n[A-Z].{20,}`));
  });

  // What `npm create` runs is no library; tools/newcomer.mjs follows its guide.
  const creates = manifest.name.startsWith('create-');

  it.runIf(creates)('says how npm runs it', () => {
    expect(text).toContain(`npm ${manifest.name.replace('-', ' ')} `);
  });

  it.runIf(!creates)('has a program early on, and installs everything that it imports', () => {
    const installed = [...text.matchAll(/^npm install (.*)$/gm)].flatMap(([, names]) => names!.split(' '));
    expect(installed).toContain(manifest.name);
    expect(imported(first!.text)).toContain(manifest.name);
    expect(installed).toEqual(expect.arrayContaining(imported(first!.text)));
  });

  it('leads to a guide, and every link of it somewhere', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)(#[^)]*)?\)/g)].map(([, target]) => target!);
    const files = links.filter((target) => !target.startsWith('https:'));
    expect(files.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
    expect(files.some((target) => target.includes('docs/guides/'))).toBe(true);
  });
});
