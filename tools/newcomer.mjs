// Does what docs/guides/plugin-packages.md tells a newcomer to do, in an empty folder that has npm and the packed packages,
// and says how long each command takes. The commands are the guide's own: the lines of its fence `sh newcomer`.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** All commands together, in seconds. */
const LIMIT = 300;

const root = fileURLToPath(new URL('..', import.meta.url));
const guide = 'docs/guides/plugin-packages.md';
// HOST_NODE is the Node.js that started tools/run.mjs: what a newcomer has. The tools of this repository are not on their PATH.
const node = process.env['HOST_NODE'] ?? process.execPath;
const others = process.env['PATH'].split(delimiter).filter((folder) => !resolve(folder).startsWith(resolve(root)));
const env = { ...process.env, PATH: [dirname(node), ...others].join(delimiter) };

const [, fence] = /^```sh newcomer\n([\s\S]*?)^```/m.exec(readFileSync(join(root, guide), 'utf8')) ?? [];
if (fence === undefined) throw new Error(`${guide} has no fence \`sh newcomer\``);

const scratch = mkdtempSync(join(tmpdir(), 'growcone-newcomer-'));
try {
  execFileSync('pnpm', ['-r', '--filter', './packages/*', 'pack', '--pack-destination', join(scratch, 'tarballs')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const took = follow(fence.trim().split('\n'), join(scratch, 'newcomer'));
  const total = took.reduce((sum, { seconds }) => sum + seconds, 0);
  console.log(`\n${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}, seconds:`);
  for (const { seconds, command } of [...took, { seconds: total, command: 'in total' }])
    console.log(`${seconds.toFixed(1).padStart(6)}  ${command}`);
  if (total > LIMIT) throw new Error(`newcomer: ${total.toFixed(0)} s are more than ${LIMIT} s`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Runs commands one after another, from an empty folder. */
function follow(commands, start) {
  mkdirSync(start);
  let cwd = start;
  return commands.map((command) => {
    console.log(`\n$ ${command}`);
    const began = performance.now();
    const [, into] = /^cd (\S+)$/.exec(command) ?? [];
    if (into !== undefined) cwd = join(cwd, into);
    else {
      const { status, error } = spawnSync('/bin/sh', ['-c', command], {
        cwd,
        env,
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      if (error) throw error;
      if (status !== 0) throw new Error(`newcomer: \`${command}\` ended with exit code ${status}`);
    }
    return { command, seconds: (performance.now() - began) / 1000 };
  });
}
