// The arrows between the packages, one pair per line. tools/test/arrows.test.ts proves that every rule fires.

/**
 * A package and what its sources may import, besides itself.
 *
 * @type {[name: string, others: string[]][]}
 */
const arrows = [
  ['core', []],
  ['models', ['core']],
  ['training', ['core']],
  ['datasets', ['core']],
  ['conformance', ['core']],
  ['backend-[^/]+', ['core']],
  ['plasticity-[^/]+', ['core']],
  ['topomap', ['core', 'models', 'plasticity-stdp']],
  ['create-growcone-plugin', []],
  ['cli', ['[^/]+']],
];

/** Sources that run in a browser as they are. */
const portable = [
  '^packages/(core|models|training|conformance|backend-webgpu|plasticity-[^/]+|topomap)/src/',
  '^packages/datasets/src/(?!node/)',
];

/** What a package shows to others. */
const entries = '^packages/[^/]+/src/((node|wasm)/)?index\\.ts$';

const arrowRules = arrows.map(([name, allowed]) => ({
  name: `arrow-${name.replace('[^/]+', '*')}`,
  comment: `The sources of ${name} import ${allowed.length > 0 ? allowed.join(', ') : 'no other package'} only.`,
  severity: 'error',
  // $1 is the importing package itself.
  from: { path: `^packages/(${name})/src/` },
  to: { path: '^packages/', pathNot: [`^packages/$1/`, ...allowed.map((other) => `^packages/${other}/`)] },
}));

export default {
  forbidden: [
    ...arrowRules,
    {
      name: 'arrow-missing',
      comment: 'A new package needs a line in the table of arrows.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/', pathNot: `^packages/(${arrows.map(([name]) => name).join('|')})/src/` },
      to: {},
    },
    {
      name: 'core-needs-nothing',
      comment: 'Core has no dependency.',
      severity: 'error',
      from: { path: '^packages/core/src/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg'] },
    },
    {
      name: 'portable-without-node',
      comment: 'These sources run in a browser: no Node built-in.',
      severity: 'error',
      from: { path: portable },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sources-without-dev-dependencies',
      comment: 'What sources import is a dependency or a peer dependency, because users have no others.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'npm-peer'] },
    },
    {
      name: 'no-import-of-private-workspaces',
      comment: 'Examples, benchmarks and tests import packages, never the other way round.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(examples|benchmarks|tests|tools)/' },
    },
    {
      name: 'no-deep-import',
      comment: 'Another package is imported by its name; its folders are its own business.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/[^/]+/', pathNot: ['^packages/$1/', entries] },
    },
    {
      name: 'no-deep-import-from-outside',
      comment: 'Packages are imported by their names; their folders are their own business.',
      severity: 'error',
      from: { path: '^(examples|benchmarks|tests)/' },
      to: { path: '^packages/[^/]+/', pathNot: entries },
    },
    {
      name: 'no-relative-import-of-a-package',
      comment: 'Another package is imported by its name, never by a path.',
      severity: 'error',
      from: { path: '^(packages/[^/]+|examples|benchmarks|tests)/' },
      to: { path: '^packages/', pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'no-cycle',
      comment: 'Types may refer to each other: nothing of that is left when the code runs.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      comment: 'Also fires for a package that the importing package.json does not name.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      conditionNames: ['@growcone/source', 'import', 'types', 'node', 'default'],
      exportsFields: ['exports'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.cache)/' },
  },
};
