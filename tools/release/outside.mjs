import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { run } from '../command.mjs';
import { entries, readJson, root } from '../packages.mjs';

// HOST_NODE is the Node.js that started tools/run.mjs; it may be older than the one that runs this file.
const host = process.env['HOST_NODE'] ?? process.execPath;
/** Every Node.js at hand, the oldest first. */
export const nodes = [...new Set([host, process.execPath])];
// npm looks for the machine's settings beside the Node.js that runs it; every Node.js shall get those of the host's.
const npmSettings = {
  npm_config_globalconfig: run('npm', ['config', 'get', 'globalconfig'], { env: pathOf(host), quiet: true }).trim(),
};
const { devDependencies } = readJson(join(root, 'package.json'));
const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');

/** Installs tarballs with npm into an empty folder, as a stranger would, with a program that uses them. */
export function install(folder, node, tarballs, packages) {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const compilers = [`typescript@${versionOf('typescript')}`, `@types/node@${versionOf('@types/node')}`];
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs, ...compilers];
  run('npm', args, { cwd: folder, env: { ...pathOf(node), ...npmSettings } });
  cpSync(join(root, 'tools/release/consumer'), folder, { recursive: true });
  writeFileSync(join(folder, 'every-package.ts'), importsOf(packages));
}

/** Type-checks the program and every package's types, under each way to resolve modules. */
export function checkTypes(folder) {
  compile(folder, '--noEmit', '--module', 'node16', '--moduleResolution', 'node16');
  compile(folder, '--noEmit', '--module', 'nodenext');
  compile(folder, '--noEmit', '--module', 'preserve', '--moduleResolution', 'bundler');
}

/** Runs the program, an import of every entry, and every command; says what the program printed. */
export function runPrograms(folder, node, packages) {
  compile(folder, '--module', 'nodenext', '--skipLibCheck');
  const inFolder = { cwd: folder, env: pathOf(node), quiet: true };
  run(node, ['every-package.js'], inFolder);
  for (const { manifest } of packages)
    for (const command of Object.keys(manifest.bin ?? {})) {
      const said = run(node, [join('node_modules/.bin', command), '--version'], inFolder).trim();
      if (said !== manifest.version) throw new Error(`${command} --version says ${said}, expected ${manifest.version}`);
    }
  return run(node, ['consumer.js'], inFolder).trim();
}

/** Bundles the program for a browser with Vite, without any settings. */
export function bundleWithVite(folder) {
  run('vite', ['build', folder, '--logLevel', 'warn', '--outDir', 'page', '--base', './'], { cwd: folder });
  const assets = join(folder, 'page/assets');
  const files = readdirSync(assets);
  if (!files.some((file) => file.startsWith('worker-')))
    throw new Error(`Vite left the worker of backend-cpu out of the page: it has ${files.join(', ')}`);
  for (const file of files)
    if (readFileSync(join(assets, file), 'utf8').includes('__vite-browser-external'))
      throw new Error(`${file} of the page imports a module of Node.js when it is loaded`);
  return files.length;
}

function compile(folder, ...flags) {
  const compiler = join(folder, 'node_modules/typescript/bin/tsc');
  const base = ['--strict', '--target', 'es2022', '--types', 'node'];
  run(process.execPath, [compiler, ...base, ...flags, 'consumer.ts', 'every-package.ts'], { cwd: folder });
}

function importsOf(packages) {
  const all = packages.flatMap(({ manifest }) => entries(manifest).map((path) => manifest.name + path.slice(1)));
  return [
    ...all.map((entry, i) => `import * as entry${i} from '${entry}';`),
    `for (const entry of [${all.map((_, i) => `entry${i}`).join(', ')}])`,
    `  if (Object.keys(entry).length === 0) throw new Error('an entry has no names');`,
  ].join('\n');
}

function pathOf(node) {
  return { ...process.env, PATH: [dirname(node), process.env['PATH']].join(delimiter) };
}

function versionOf(name) {
  const version = devDependencies[name];
  if (version !== 'catalog:') return version;
  const line = new RegExp(`^ +'?${name.replaceAll('/', '\\/')}'?: (.+)$`, 'm').exec(catalog);
  if (!line) throw new Error(`pnpm-workspace.yaml: the catalog has no ${name}`);
  return line[1];
}
