// Measures what programs for a browser weigh, against tools/size/limits.mjs:
//   node tools/size/size.mjs             prints a table; fails where a limit is passed or a name holds on to what it does not need
//   node tools/size/size.mjs --record    keeps the figures in benchmarks/results/sizes.json, from which docs/STATUS.md has its table
// Reads the built packages.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entries, publicPackages, root } from '../packages.mjs';
import { bundle } from './bundle.mjs';
import * as limits from './limits.mjs';

const kB = (bytes) => (bytes / 1000).toFixed(bytes < 9950 ? 2 : 1);
const problems = [];

const rows = [...(await ofPackages()), ...(await ofPrograms()), ...(await ofNames())];
const head = { what: '', gzip: 'gzip', minified: 'minified', later: 'on demand', limit: 'limit' };
const width = Math.max(...rows.map(({ what }) => what.length));
for (const { what, gzip, minified, later = '', limit } of [head, ...rows])
  console.log([what.padEnd(width), ...[gzip, minified, later, limit].map((cell) => `${cell}`.padStart(9))].join(' '));
if (process.argv.includes('--record')) {
  const file = join(root, 'benchmarks/results/sizes.json');
  writeFileSync(file, `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), rows }, null, 2)}\n`);
}
for (const problem of problems) console.error(`size: ${problem}`);
console.log(`size: ${rows.length} measured in kB, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

async function ofPackages() {
  const rows = [];
  for (const { folder, manifest } of publicPackages()) {
    const external = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    for (const entry of entries(manifest)) {
      const module = JSON.stringify(`./packages/${folder}/${manifest.exports[entry].default}`);
      const name = manifest.name + entry.slice(1);
      rows.push(
        row(
          `all of ${name}, without what it imports`,
          await bundle(`export * from ${module}`, { external }),
          limits.packages[name],
        ),
      );
      const unused = await bundle(`import * as unused from ${module}`, { external });
      if (unused.minified > 0)
        problems.push(`importing ${name} without using it costs ${unused.minified} bytes, in ${paths(unused)}`);
    }
  }
  return rows;
}

async function ofPrograms() {
  const rows = [];
  for (const { name, of, limit, target } of limits.programs)
    rows.push({ ...row(name, await bundle(program(of)), limit), target });
  return rows;
}

async function ofNames() {
  const rows = [];
  for (const { of, limit, without } of limits.names) {
    const [[from, name]] = Object.entries(of);
    const result = await bundle(program(of));
    rows.push(row(`\`${name}\` of ${from}, with what it needs`, result, limit));
    const strange = { modules: result.modules.filter(({ path }) => without.test(path)) };
    if (strange.modules.length > 0) problems.push(`${name} of ${from} holds on to ${paths(strange)}`);
  }
  return rows;
}

function row(what, { gzip, minified, later }, limit) {
  if (limit === undefined) problems.push(`${what}: ${kB(gzip)} kB, and tools/size/limits.mjs has no limit for it`);
  else if (gzip > limit * 1000)
    problems.push(
      `${what}: ${kB(gzip)} kB, the limit is ${limit}. Find what grew, or say in tools/size/limits.mjs why it may`,
    );
  return { what, gzip: kB(gzip), minified: kB(minified), ...(later > 0 ? { later: kB(later) } : {}), limit };
}

/** A program that has these names of these packages. */
function program(of) {
  return Object.entries(of)
    .map(([folder, name]) => `export ${name === '*' ? '*' : `{ ${name} }`} from './packages/${folder}/dist/index.js';`)
    .join('\n');
}

function paths({ modules }) {
  return modules.map(({ path }) => path).join(', ');
}
