// Every change that users notice carries a change-set: this checks the ones there are, without asking git.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicPackages, root } from './packages.mjs';

const packages = publicPackages();
const names = new Set(packages.map(({ manifest }) => manifest.name));
const problems = [];
const announced = new Set();

const files = readdirSync(join(root, '.changeset')).filter((file) => file.endsWith('.md') && file !== 'README.md');
for (const file of files) {
  const [, head, summary] =
    /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(join(root, '.changeset', file), 'utf8')) ?? [];
  if (head === undefined) {
    problems.push(`${file} has no front matter between --- lines`);
    continue;
  }
  if (!/\w+ \w+ \w+/.test(summary)) problems.push(`${file} says nothing: write one sentence in the user's words`);
  for (const line of head.split('\n')) {
    const [, name, bump] = /^['"]?([^'"]+)['"]?: (\w+)$/.exec(line) ?? [];
    if (!names.has(name)) problems.push(`${file} names ${name ?? line}, which is not a public package here`);
    if (!['major', 'minor', 'patch'].includes(bump))
      problems.push(`${file}: ${line} should end in major, minor or patch`);
    announced.add(name);
  }
}
for (const {
  folder,
  manifest: { name },
} of packages)
  if (!announced.has(name) && !existsSync(join(root, 'packages', folder, 'CHANGELOG.md')))
    problems.push(`${name} was never released and no change-set announces it: run npm run changeset`);

for (const problem of problems) console.error(`changesets: ${problem}`);
console.log(`changesets: ${files.length} pending, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
