import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const scratch = mkdtempSync(join(tmpdir(), 'create-growcone-plugin-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const bin = fileURLToPath(new URL('../src/bin.ts', import.meta.url));
const create = (...args: string[]): { status: number | null; stdout: string; stderr: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: scratch, encoding: 'utf8' });
  return { status, stdout, stderr };
};

describe('create-growcone-plugin', () => {
  it('makes a package and says how to go on', () => {
    const { status, stdout } = create('my-neuron', '--kind', 'neuron', '--author', 'Ada');
    expect(stdout).toBe(
      'my-neuron: 10 files\n\ncd my-neuron\nnpm install\nnpm test           # the conformance test\n' +
        'npm run train      # a small network that uses it\n',
    );
    expect(status).toBe(0);
    expect(readFileSync(join(scratch, 'my-neuron/LICENSE'), 'utf8')).toContain('Ada');
  });

  it.each(['--help', '-h'])('explains itself with %s', (flag) => {
    const { status, stdout } = create(flag);
    expect(stdout).toContain('npm create growcone-plugin <name> -- --kind <kind>');
    expect(stdout).toMatch(/^ {2}--kind rewiring +a rewiring rule: /m);
    expect(status).toBe(0);
  });

  it('tells its version', () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(create('--version').stdout).toBe(`${version}\n`);
  });

  it.each([
    [[], 'error: The name of the new package is missing.'],
    [['my-rule'], 'error: --kind is missing. With npm create, it goes behind --.'],
    [['my', 'rule', '--kind', 'rule'], "error: One name is expected, got 'my' and 'rule'."],
    [['my-rule', '--kid', 'rule'], "error: Unknown option '--kid'."],
    [['my-rule', '--kind'], "error: Option '--kind <value>' argument missing"],
    [['My-Rule', '--kind', 'rule'], "error: The name 'My-Rule' must begin with a lowercase letter"],
  ])('answers %j with one message and exit code 1', (args, says) => {
    const { status, stdout, stderr } = create(...args);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });
});
