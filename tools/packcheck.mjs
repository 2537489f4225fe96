// Packs every public package and uses the tarballs as a stranger would: from a folder outside the workspace,
// installed with npm, type-checked under three module resolutions and run, on each Node.js at hand.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { devDependencies } = readJson('package.json');
const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
const packages = readdirSync(join(root, 'packages'))
  .map((folder) => ({ folder, manifest: readJson(`packages/${folder}/package.json`) }))
  .filter(({ manifest }) => !manifest.private);
// HOST_NODE is the Node.js that started tools/run.mjs; it may be older than the one that runs this file.
const nodes = new Set([process.env['HOST_NODE'] ?? process.execPath, process.execPath]);
// npm looks for the machine's settings beside the Node.js that runs it; every Node.js shall get those of the host's.
const npmSettings = { npm_config_globalconfig: hostGlobalConfig() };

const scratch = mkdtempSync(join(tmpdir(), 'growcone-pack-'));
try {
  const tarballs = packages.map(({ folder, manifest }) => pack(folder, manifest));
  for (const tarball of tarballs) {
    run('publint', [tarball, '--strict']);
    run('attw', [tarball, '--profile', 'esm-only', '--quiet']);
  }
  [...nodes].forEach((node, i) => useFrom(join(scratch, `outside-${i}`), node, tarballs, { types: i === 0 }));
  console.log(`packcheck: ${tarballs.length} packages work outside on ${nodes.size} version(s) of Node.js`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Packs one package and looks at the manifest that users get. */
function pack(folder, manifest) {
  const cwd = join(root, 'packages', folder);
  const { filename } = JSON.parse(run('pnpm', ['pack', '--json', '--pack-destination', scratch], { cwd, quiet: true }));
  const packed = run('tar', ['-xOzf', filename, 'package/package.json'], { quiet: true });
  if (packed.includes('@growcone/source'))
    throw new Error(
      `${manifest.name}: the tarball offers sources to every importer; publishConfig.exports must name dist only`,
    );
  if (packed.includes('workspace:')) throw new Error(`${manifest.name}: the tarball has a workspace: version`);
  return filename;
}

function useFrom(folder, node, tarballs, { types }) {
  const env = { ...process.env, PATH: [dirname(node), process.env['PATH']].join(delimiter), ...npmSettings };
  const inFolder = { cwd: folder, env };
  console.log(`packcheck: installing on Node.js ${run(node, ['--version'], { quiet: true }).trim()}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const compilers = [`typescript@${versionOf('typescript')}`, `@types/node@${versionOf('@types/node')}`];
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs, ...compilers], inFolder);

  cpSync(join(root, 'tools/consumer'), folder, { recursive: true });
  writeFileSync(join(folder, 'every-package.ts'), importEveryPackage());
  const tsc = (...flags) =>
    run(
      node,
      [
        'node_modules/typescript/bin/tsc',
        '--strict',
        '--target',
        'es2022',
        '--types',
        'node',
        ...flags,
        'consumer.ts',
        'every-package.ts',
      ],
      inFolder,
    );
  if (types) {
    tsc('--noEmit', '--module', 'nodenext');
    tsc('--noEmit', '--module', 'node16', '--moduleResolution', 'node16');
    tsc('--noEmit', '--module', 'preserve', '--moduleResolution', 'bundler');
  }
  tsc('--module', 'nodenext', '--skipLibCheck');
  run(node, ['every-package.js'], inFolder);
  run(node, ['consumer.js'], inFolder);
  for (const { manifest } of packages)
    for (const command of Object.keys(manifest.bin ?? {}))
      run(node, [join('node_modules/.bin', command), '--version'], inFolder);
}

function hostGlobalConfig() {
  const host = [...nodes][0];
  const env = { ...process.env, PATH: [dirname(host), process.env['PATH']].join(delimiter) };
  return run('npm', ['config', 'get', 'globalconfig'], { env, quiet: true }).trim();
}

function importEveryPackage() {
  const entries = packages.flatMap(({ manifest: { name, exports } }) =>
    Object.keys(exports)
      .filter((path) => path !== './package.json')
      .map((path) => name + path.slice(1)),
  );
  return [
    ...entries.map((entry, i) => `import * as entry${i} from '${entry}';`),
    `for (const [name, exports] of Object.entries({ ${entries.map((entry, i) => `'${entry}': entry${i}`).join(', ')} }))`,
    '  console.log(name, Object.keys(exports).length);',
  ].join('\n');
}

function versionOf(name) {
  const version = devDependencies[name];
  if (version !== 'catalog:') return version;
  const escaped = name.replaceAll('/', '\\/');
  const line = new RegExp(`^ +'?${escaped}'?: (.+)$`, 'm').exec(catalog);
  if (!line) throw new Error(`pnpm-workspace.yaml: the catalog has no ${name}`);
  return line[1];
}

function readJson(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

function run(command, args, { cwd = root, env = process.env, quiet = false } = {}) {
  return execFileSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', 'inherit'],
  });
}
