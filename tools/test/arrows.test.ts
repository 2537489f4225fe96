import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import config from '../../.dependency-cruiser.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const middle = [
  'backend-cpu',
  'conformance',
  'datasets',
  'models',
  'plasticity-stdp',
  'plasticity-x',
  'topomap',
  'training',
];
const packages = ['core', ...middle, 'cli'];

/** Everything that the arrows allow. */
const allowed: Record<string, string> = {
  ...Object.fromEntries(packages.map((name) => [`packages/${name}/src/index.ts`, `export const name = '${name}';`])),
  ...Object.fromEntries(middle.map((name) => [`packages/${name}/src/good.ts`, imports('core')])),
  'packages/topomap/src/good.ts': imports('core', 'models', 'plasticity-stdp'),
  'packages/cli/src/good.ts': imports('core', ...middle) + `import 'node:fs';`,
  'packages/backend-cpu/src/threads.ts': `import 'node:worker_threads';`,
  'packages/datasets/src/node/index.ts': `import 'node:fs';`,
  'packages/models/test/good.ts': imports('backend-cpu', 'conformance', 'training') + `import '../src/index.ts';`,
  'examples/demo/main.ts': imports(...packages),
  'benchmarks/src/good.ts': imports(...packages),
  'tests/matrix/test/good.ts': imports(...packages),
};

/** For each rule, files that break it. */
const forbidden: Record<string, Record<string, string>> = {
  'arrow-core': { 'packages/core/src/arrow-core.ts': `import '../../models/src/index.ts';` },
  'arrow-models': { 'packages/models/src/arrow-models.ts': imports('training') },
  'arrow-training': { 'packages/training/src/arrow-training.ts': imports('models') },
  'arrow-datasets': { 'packages/datasets/src/arrow-datasets.ts': imports('models') },
  'arrow-conformance': { 'packages/conformance/src/arrow-conformance.ts': imports('backend-cpu') },
  'arrow-backend-*': { 'packages/backend-cpu/src/arrow-backend-any.ts': imports('plasticity-x') },
  'arrow-plasticity-*': {
    'packages/plasticity-x/src/arrow-plasticity-any.ts': imports('backend-cpu', 'plasticity-stdp'),
  },
  'arrow-topomap': { 'packages/topomap/src/arrow-topomap.ts': imports('plasticity-x', 'training') },
  'arrow-create-growcone-plugin': {
    'packages/create-growcone-plugin/src/arrow-create-growcone-plugin.ts': `import '../../core/src/index.ts';`,
  },
  'arrow-cli': { 'packages/cli/src/arrow-cli.ts': `import '../../stray.ts';`, 'packages/stray.ts': 'export {};' },
  'arrow-missing': {
    'packages/brand-new/src/arrow-missing.ts': `import './index.ts';`,
    'packages/brand-new/src/index.ts': 'export {};',
  },
  'core-needs-nothing': { 'packages/core/src/core-needs-nothing.ts': `import 'library';` },
  'portable-without-node': {
    'packages/core/src/portable-without-node.ts': `import 'node:fs';`,
    'packages/models/src/portable-without-node.ts': `import 'node:fs';`,
    'packages/training/src/portable-without-node.ts': `import { performance } from 'perf_hooks';\nexport { performance };`,
    'packages/plasticity-x/src/portable-without-node.ts': `import 'node:fs';`,
    'packages/topomap/src/portable-without-node.ts': `import 'node:fs';`,
    'packages/conformance/src/portable-without-node.ts': `import 'node:test';`,
    'packages/datasets/src/portable-without-node.ts': `import 'node:fs';`,
  },
  'sources-without-dev-dependencies': {
    'packages/datasets/src/sources-without-dev-dependencies.ts': `import 'library';`,
  },
  'no-import-of-private-workspaces': {
    'packages/cli/test/no-import-of-private-workspaces.ts': `import '../../../examples/demo/main.ts';`,
  },
  'no-deep-import': {
    'packages/models/src/no-deep-import.ts': `import '../../core/src/inner.ts';`,
    'packages/core/src/inner.ts': 'export {};',
  },
  'no-deep-import-from-outside': {
    'benchmarks/src/no-deep-import-from-outside.ts': `import '../../packages/core/src/inner.ts';`,
    'packages/core/src/inner.ts': 'export {};',
  },
  'no-relative-import-of-a-package': {
    'packages/models/src/no-relative-import-of-a-package.ts': `import '../../core/src/index.ts';`,
    'tests/matrix/test/no-relative-import-of-a-package.ts': `import '../../../packages/core/src/index.ts';`,
  },
  'no-cycle': {
    'packages/core/src/no-cycle.ts': `import './other.ts';`,
    'packages/core/src/other.ts': `import './no-cycle.ts';`,
  },
  'no-unresolvable': {
    'packages/models/src/no-unresolvable.ts': `import './absent.ts';`,
    'packages/core/src/no-unresolvable.ts': imports('models'),
  },
};

function imports(...names: string[]): string {
  return names.map((name) => `import '@growcone/${name}';\n`).join('');
}

let workspace: string;

beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'growcone-arrows-'));
  cpSync(join(root, 'tsconfig.base.json'), join(workspace, 'tsconfig.base.json'));
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

/** The rules broken by a toy workspace of these files, as `rule: importing file`. */
function violations(files: Record<string, string>): string[] {
  for (const folder of ['packages', 'examples', 'benchmarks', 'tests'])
    rmSync(join(workspace, folder), { recursive: true, force: true });
  for (const name of packages) {
    put(`packages/${name}/package.json`, JSON.stringify(manifest(name)));
    if (name !== 'core')
      link(
        `packages/${name}`,
        packages.filter((other) => other !== name),
      );
  }
  for (const folder of ['examples/demo', 'benchmarks', 'tests/matrix']) {
    put(`${folder}/package.json`, JSON.stringify({ name: folder, dependencies: versions(packages) }));
    link(folder, packages);
  }
  for (const folder of ['packages/core', 'packages/datasets']) {
    put(`${folder}/node_modules/library/package.json`, JSON.stringify({ name: 'library', exports: './index.js' }));
    put(`${folder}/node_modules/library/index.js`, 'export {};');
  }
  for (const [file, text] of Object.entries(files)) put(file, text);

  const depcruise = join(root, 'node_modules/.bin/depcruise');
  const folders = ['packages', 'examples', 'benchmarks', 'tests'];
  const config = join(root, '.dependency-cruiser.mjs');
  const run = spawnSync(depcruise, [...folders, '--config', config, '--output-type', 'json'], {
    cwd: workspace,
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  const found: { rule: { name: string }; from: string }[] = JSON.parse(run.stdout).summary.violations;
  return found.map(({ rule, from }) => `${rule.name}: ${from}`);
}

function manifest(name: string): object {
  const others = versions(packages.filter((other) => other !== name && other !== 'core'));
  return {
    name: `@growcone/${name}`,
    exports: { '.': { '@growcone/source': './src/index.ts' } },
    ...(name === 'core' ? { dependencies: { library: '1.0.0' } } : { peerDependencies: versions(['core']) }),
    ...(name === 'cli' || name === 'topomap' ? { dependencies: others } : {}),
    ...(name !== 'core' ? { devDependencies: { ...others, library: '1.0.0' } } : {}),
  };
}

function versions(names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`@growcone/${name}`, '1.0.0']));
}

function put(file: string, text: string): void {
  mkdirSync(dirname(join(workspace, file)), { recursive: true });
  writeFileSync(join(workspace, file), text);
}

function link(folder: string, names: string[]): void {
  const scope = join(workspace, folder, 'node_modules/@growcone');
  mkdirSync(scope, { recursive: true });
  for (const name of names) symlinkSync(join(workspace, 'packages', name), join(scope, name));
}

describe('architecture rules', () => {
  it('allow what the arrows allow', () => {
    expect(violations(allowed)).toEqual([]);
  });

  it('have a case each', () => {
    expect(Object.keys(forbidden)).toEqual(config.forbidden.map(({ name }) => name));
  });

  describe('fire on what they forbid', () => {
    let found: string[];
    beforeAll(() => {
      found = violations(Object.assign({}, allowed, ...Object.values(forbidden)));
    });

    for (const [rule, files] of Object.entries(forbidden)) {
      it(rule, () => {
        const culprits = Object.keys(files).filter((file) => file.endsWith(`/${rule.replace('*', 'any')}.ts`));
        expect(culprits).not.toEqual([]);
        expect(found).toEqual(expect.arrayContaining(culprits.map((file) => `${rule}: ${file}`)));
      });
    }
  });
});
