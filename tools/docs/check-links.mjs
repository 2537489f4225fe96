// Fails where a link of the built site, or a relative link of a Markdown file, leads to nothing:
//   node tools/docs/check-links.mjs [folder of both]
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { deadLinks, deadSources, readHtml, readMarkdown } from './links.mjs';

const root = process.argv[2] ?? '.';
const site = join(root, 'site');
const markdown = ['*.md', '{docs,packages,examples,benchmarks,tests,tools}/**/*.md'];
const generated = new Set(['node_modules', 'dist', 'site', 'reports', 'coverage', '.cache']);

const { repository } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const sources = repository.url.replace(/^git\+|\.git$/g, '') + '/blob/main/';

const dead = [
  ...check(root, markdown, readMarkdown, (path) => (existsSync(join(root, path)) ? path : undefined)),
  ...check(site, ['**/*.html'], readHtml, servedFile),
];
for (const line of dead) console.error(`links: ${line}`);
process.exitCode = dead.length > 0 ? 1 : 0;

/** The dead links of the files of a folder. */
function check(folder, patterns, read, find) {
  const files = globSync(patterns, { cwd: folder, exclude: (name) => generated.has(name) });
  if (files.length === 0) throw new Error(`${folder} has none of ${patterns.join(', ')}: run npm run docs`);
  const pages = new Map(
    files.map((file) => [file.replaceAll(sep, '/'), read(readFileSync(join(folder, file), 'utf8'))]),
  );
  const count = [...pages.values()].reduce((sum, { links }) => sum + links.length, 0);
  console.log(`links: ${count} in ${pages.size} files of ${folder}`);
  return [...deadLinks(pages, find), ...deadSources(pages, sources, (path) => existsSync(join(root, path)))];
}

/** What a server shows at a path: a file, or the index of a folder. */
function servedFile(path) {
  return [path, join(path, 'index.html')].find((file) =>
    statSync(join(site, file), { throwIfNoEntry: false })?.isFile(),
  );
}
