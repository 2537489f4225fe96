import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../command.mjs';
import { publicPackages, root } from '../packages.mjs';

const leftOut = ['node_modules', 'test', '.cache'];

/**
 * Makes a copy of what is published in which the pending change-sets are applied, and says which versions come.
 * The working tree stays as it is.
 *
 * @param {string} copy - folder to make
 */
export function nextRelease(copy) {
  for (const file of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', 'LICENSE', '.changeset'])
    cpSync(join(root, file), join(copy, file), { recursive: true });
  const before = publicPackages();
  for (const { folder } of before) {
    const from = join(root, 'packages', folder);
    const skipped = new Set(leftOut.map((name) => join(from, name)));
    cpSync(from, join(copy, 'packages', folder), { recursive: true, filter: (path) => !skipped.has(path) });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

  const pending = readdirSync(join(copy, '.changeset')).filter((file) => file.endsWith('.md'));
  if (pending.length > 0) run('changeset', ['version'], { cwd: copy, quiet: true });
  linkPackages(copy);
  return publicPackages(copy).map(({ folder, manifest }, i) => ({
    folder,
    manifest,
    from: before[i].manifest.version,
    news: newsOf(join(copy, 'packages', folder, 'CHANGELOG.md'), manifest.version),
  }));
}

/** pnpm reads the version that `workspace:^` stands for where an import would find the package. */
function linkPackages(copy) {
  const packages = publicPackages(copy);
  const folders = new Map(packages.map(({ folder, manifest }) => [manifest.name, folder]));
  for (const { folder, manifest } of packages)
    for (const name of Object.keys({
      ...manifest.dependencies,
      ...manifest.peerDependencies,
      ...manifest.devDependencies,
    })) {
      if (!folders.has(name)) continue;
      const link = join(copy, 'packages', folder, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(copy, 'packages', folders.get(name)), link);
    }
}

/** What a change log says of one version. */
function newsOf(file, version) {
  if (!existsSync(file)) return '';
  const [, news = ''] = readFileSync(file, 'utf8').split(`## ${version}\n`);
  return news.split(/^## /m)[0].trim();
}
