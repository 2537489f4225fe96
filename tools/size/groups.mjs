// Prints where the bytes of core and a backend are, for docs/decisions/0014-what-the-bundle-holds.md: node tools/size/groups.mjs
// Reads the built packages.
import { bundle } from './bundle.mjs';

// What a feature alone needs, by the names of its modules.
const features = {
  'e-prop in online form': /plan\/(lower-online|vertex-cut|lower-traces)|emit\/(gather-table|lanes)|runtime\/column-/,
  'gradients backwards in time': /plan\/(lower-reverse|history)|segment|lean-recompute|schedule\/recompute/,
  'rewiring by rank, between batches':
    /absent-by|draw-probes|connectivity\/lowest|plan\/(lower-probes|probe-entries|lower-rewiring)|simulation\/probes|runtime\/(ranking|rewire|rewiring|absent-pairs|birth-rows)|wgsl\/rewiring|schedule\/rewiring/,
  'networks that run on, with drawn pairs and slots':
    /check-draw|lower-attempts|lower-plasticity|live-|attempt|edit-in-place|pair-search|post-spikes|protect-initial|wgsl\/drawing|runtime\/(drawings|step-)|wgsl\/step-/,
  'threads that share a network': /runtime\/(share|place-shared)|shared-|emit\/sync|runtime\/join-spikes/,
  checkpoints: /checkpoint|crc32|fingerprint|snapshot/,
  'clocks and bandwidth': /clock|bandwidth/,
};

for (const backend of ['backend-cpu', 'backend-webgpu']) {
  const program = `export * from './packages/core/dist/index.js'; export * from './packages/${backend}/dist/index.js';`;
  const all = await bundle(program, { split: false });
  console.log(
    `\n### core and ${backend}: ${kB(all.gzip)} kB, ${kB(all.minified)} before compression, ${all.modules.length} modules\n`,
  );
  console.log('| folder | modules | minified | gzip, alone |\n| --- | --- | --- | --- |');
  const folders = Map.groupBy(all.modules, ({ path }) => folderOf(path));
  for (const [folder, modules] of [...folders].sort(([, a], [, b]) => bytesOf(b) - bytesOf(a))) {
    const own = new Set(modules.map(({ path }) => path));
    const exports = [...own].map((path) => `export * from './${path}';`).join('\n');
    const alone = await bundle(exports, {
      split: false,
      leaveOut: (path) => ![...own].some((one) => path.endsWith(one)),
    });
    console.log(`| \`${folder}\` | ${modules.length} | ${kB(bytesOf(modules))} | ${kB(alone.gzip)} |`);
  }
  console.log('\n| feature | minified | gzip less without it |\n| --- | --- | --- |');
  for (const [feature, pattern] of Object.entries(features)) {
    const own = all.modules.filter(({ path }) => pattern.test(path));
    const rest = await bundle(program, { split: false, leaveOut: (path) => pattern.test(path) });
    console.log(`| ${feature} | ${kB(bytesOf(own))} | ${kB(all.gzip - rest.gzip)} |`);
  }
}

function folderOf(path) {
  const [, name, ...rest] = path.split('/');
  return rest.length > 2 ? `${name}/${rest[1]}` : name;
}

function bytesOf(modules) {
  return modules.reduce((sum, { bytes }) => sum + bytes, 0);
}

function kB(bytes) {
  return (bytes / 1000).toFixed(1);
}
