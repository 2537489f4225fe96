// Trains the same classifier dense, sparse, and sparse with rewiring, and prints what became of it:
//   npm run demo [-- --seed 2] [--out FOLDER] [--json]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { train, type TrainSummary } from 'growcone';
import { networks, task } from './networks.ts';
import { progressLine } from './progress-line.ts';
import { table } from './table.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const out = values.out ?? join('runs', `demo-${new Date().toISOString().slice(0, 19).replaceAll(/\D/g, '')}`);

console.log(`
Random manifolds: ten classes, told apart by when 70 of 700 channels spike; the other 630 are noise.
Every network has ${task.hidden} hidden neurons and learns for ${task.epochs} epochs. A sparse network sees few channels: a static one those it
was born with, one with DEEP R grows its synapses where they help.
`);
const started = Date.now();
const rows: (TrainSummary & { readonly network: string })[] = [];
for (const { name, folder, ...options } of networks) {
  const listen = progressLine(process.stderr, name);
  const summary = await train({ options: { ...task, ...options, seed }, out: join(out, folder) }, { listen });
  listen();
  rows.push({ network: name, ...summary });
}
const seconds = (Date.now() - started) / 1000;

console.log(table(rows));
console.log(`\n${seconds.toFixed(0)} s in all. Reports with curves, weights, degrees and rasters:`);
for (const { out: folder } of rows) console.log(`  ${join(folder, 'report.html')}`);
if (values.json) console.log(JSON.stringify({ seed, seconds, rows }));
