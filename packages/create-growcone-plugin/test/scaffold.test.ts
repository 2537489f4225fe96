import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { kinds, scaffold, ScaffoldError, type ScaffoldOptions } from '../src/index.ts';

const scratch = mkdtempSync(join(tmpdir(), 'create-growcone-plugin-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const start = (options: Partial<ScaffoldOptions>) =>
  scaffold({ name: 'my-rule', kind: 'rewiring', author: 'Ada', in: scratch, ...options });

const refused = (options: Partial<ScaffoldOptions>): ScaffoldError => {
  try {
    start(options);
  } catch (error) {
    if (error instanceof ScaffoldError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('a new package', () => {
  it('has an example, its test, a training, and all that a repository needs', () => {
    const { folder, files } = start({ name: '@lab/slow-pruning', year: 2027 });
    expect(folder).toBe(join(scratch, 'slow-pruning'));
    expect(files).toEqual([
      '.github/workflows/ci.yml',
      '.gitignore',
      'LICENSE',
      'README.md',
      'package.json',
      'src/index.ts',
      'src/slow-pruning.ts',
      'test/slow-pruning.test.ts',
      'train.ts',
      'tsconfig.json',
    ]);
    const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
    for (const file of files) expect(read(file), file).not.toMatch(/plugin-?name\b|\{\{\w|ts fragment/i);
    expect(read('LICENSE')).toContain('Copyright (c) 2027 Ada');
    expect(read('src/index.ts')).toBe("export { slowPruning, type SlowPruningOptions } from './slow-pruning.ts';\n");
    expect(read('README.md')).toContain("import { slowPruning } from '@lab/slow-pruning';");
    expect(JSON.parse(read('package.json'))).toMatchObject({
      name: '@lab/slow-pruning',
      author: 'Ada',
      type: 'module',
      sideEffects: false,
      keywords: expect.arrayContaining(['growcone-plugin']) as string[],
      peerDependencies: { '@growcone/core': expect.any(String) as string },
    });
  });

  it.each(Object.keys(kinds))('of the kind %s installs what its files import, and no more', (kind) => {
    const { folder, files } = start({ name: `a-${kind}`, kind });
    const sources = files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8'));
    const imported = sources.flatMap((text) => text.match(/@growcone\/[\w-]+/g) ?? []);
    const { devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    const all = new Set([...imported, '@types/node', 'typescript']);
    expect(Object.keys(devDependencies)).toEqual([...all].sort());
  });

  it('installs packed packages where they are given', () => {
    const packed = join(scratch, 'packed');
    mkdirSync(packed);
    for (const name of ['core', 'conformance', 'backend-cpu', 'datasets', 'models', 'plasticity-eprop', 'training'])
      writeFileSync(join(packed, `growcone-${name}-0.3.0.tgz`), '');
    const { folder } = start({ name: 'from-packed', local: 'packed' });
    expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toMatchObject({
      devDependencies: { '@growcone/core': 'file:../packed/growcone-core-0.3.0.tgz' },
    });
  });
});

describe('nothing is made, and it is said why,', () => {
  it.each([
    ['Rule', "The name 'Rule' must begin with a lowercase letter", "Did you mean 'rule'?"],
    ['my rule', 'such as my-rule or @me/my-rule', "Did you mean 'my-rule'?"],
    ['_rule', 'must begin with a lowercase letter', "Did you mean 'rule'?"],
    ['../rule', 'must begin with a lowercase letter', "Did you mean 'rule'?"],
    ['', 'must begin with a lowercase letter', 'such as my-rule'],
    ['9', 'must begin with a lowercase letter', 'such as my-rule'],
    [`a${'b'.repeat(214)}`, 'at most 214', 'Did you mean'],
    ['events', 'is taken by Node.js itself', ''],
    ['delete', "makes 'delete', which is a word of the language", 'Take another one'],
    ['define-rewiring', "makes 'defineRewiring', which the example imports or defines", 'Take another one'],
  ])('for the name %j', (name, says, helps) => {
    const error = refused({ name });
    expect(error).toMatchObject({ code: 'PACKAGE_NAME', fields: { given: name } });
    expect(error.message).toContain(says);
    expect(error.message).toContain(helps);
  });

  it.each([
    ['rewire', " Did you mean 'rewiring'?"],
    ['plastic', " Did you mean 'plasticity'?"],
    ['Neurons', " Did you mean 'neuron'?"],
    ['optimiser', ''],
    ['r', ''],
  ])('for the kind %j', (kind, meant) => {
    const error = refused({ kind });
    expect(error.code).toBe('PLUGIN_KIND');
    expect(error.message).toBe(
      `--kind must be one of rule, plasticity, neuron, synapse, rewiring, backend, got '${kind}'.${meant}`,
    );
  });

  it('for a folder with something in it, which stays as it is', () => {
    mkdirSync(join(scratch, 'taken'));
    writeFileSync(join(scratch, 'taken/notes.txt'), 'mine');
    const error = refused({ name: 'taken' });
    expect(error.code).toBe('FOLDER_NOT_EMPTY');
    expect(error.message).toMatch(/taken is not empty\. Take another name, or remove what is in it\.$/);
    expect(readFileSync(join(scratch, 'taken/notes.txt'), 'utf8')).toBe('mine');
    expect(existsSync(join(scratch, 'taken/package.json'))).toBe(false);
  });

  it.each([
    ['nowhere', [], 'with none'],
    [
      'two',
      ['growcone-backend-cpu-0.1.0.tgz', 'growcone-backend-cpu-0.2.0.tgz'],
      '0.1.0.tgz and growcone-backend-cpu-0.2.0.tgz',
    ],
  ])('for packed packages that are not there once: %s', (folder, files, says) => {
    if (files.length > 0) mkdirSync(join(scratch, folder));
    for (const file of files) writeFileSync(join(scratch, folder, file), '');
    const error = refused({ name: 'no-packages', local: folder });
    expect(error.code).toBe('TARBALLS');
    expect(error.message).toContain('--local must name a folder with one growcone-backend-cpu-<version>.tgz');
    expect(error.message).toContain(says);
    expect(existsSync(join(scratch, 'no-packages'))).toBe(false);
  });
});
