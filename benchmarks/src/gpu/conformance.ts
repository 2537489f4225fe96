// Runs the conformance suite on the GPU, without a test framework. --every N runs one check in N only.
import { parseArgs } from 'node:util';
import { webgpu } from '@growcone/backend-webgpu';
import { backendConformance, gradientLaws, runChecks } from '@growcone/conformance';
import { ssgd } from '@growcone/plasticity-ssgd';
import { gpuMachine, inWords } from './gpu-machine.ts';

const { values } = parseArgs({ options: { every: { type: 'string', default: '1' } } });
const every = Math.max(1, Number(values.every));
const gpu = await gpuMachine();
console.log(inWords(gpu));
const all = [
  ...backendConformance(webgpu()),
  ...gradientLaws(webgpu(), { examples: 3, steps: 50, rule: () => ssgd() }),
];
const checks = all.filter((_, i) => i % every === 0);
const started = performance.now();
const results = await runChecks(checks);
const failures = results.flatMap(({ check, error }) => (error ? [{ check: check.name, error: error.message }] : []));
for (const { check, error } of failures) console.log(`failed: ${check}: ${error}`);
const { adapter, software } = gpu;
const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
const passed = results.length - failures.length;
console.log(
  `${passed} of ${results.length} checks passed in ${seconds} s, on ${software ? 'software adapter ' : ''}${adapter}; the suite has ${all.length}`,
);
console.log(JSON.stringify({ name: 'conformance', adapter, software, passed, of: results.length, seconds, failures }));
if (failures.length > 0) process.exitCode = 1;
