import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/run.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

it('prints nothing when everything is there', () => {
  expect(run()).toEqual({ status: 0, stdout: '', stderr: '' });
});

it('hands arguments through as they are and adds nothing to stdout', () => {
  const { status, stdout } = run('run:growcone', '--version');
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

it('returns the exit status of the script', () => {
  expect(run('run:growcone', '--no such option').status).toBe(1);
});

it('names a script that does not exist', () => {
  expect(run('run:nothing')).toEqual({
    status: 1,
    stdout: '',
    stderr: '[growcone] there is no script "run:nothing" in package.json\n',
  });
});
