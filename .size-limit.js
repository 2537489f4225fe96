// A page loads one module and starts workers from others: the worker is measured apart.
const browser = (config) => ({ ...config, format: 'esm', platform: 'browser', legalComments: 'none' });

export default [
  {
    name: 'core and backend-cpu, bundled for a browser',
    path: 'tools/size/core-and-backend-cpu.js',
    ignore: ['node:*'],
    modifyEsbuildConfig: browser,
    gzip: true,
    // A guard against growth. The target is 60 kB; docs/STATUS.md says by how much it is missed.
    limit: '96.5 kB',
  },
  {
    name: 'core and backend-webgpu, bundled for a browser',
    path: 'tools/size/core-and-backend-webgpu.js',
    ignore: ['node:*'],
    modifyEsbuildConfig: browser,
    gzip: true,
    // The same: drawn pairs, sweeps, segments and two schedules are text that no minifier shortens.
    limit: '96 kB',
  },
];
