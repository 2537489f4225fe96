// What a stranger's first program looks like: threads, a generated module, random numbers. It prints the same everywhere.
import { cpu } from '@growcone/backend-cpu';
import { fixedInDegree, network } from '@growcone/core';
import { lif, poissonSource } from '@growcone/models';

const net = network({ dt: 1, seed: 1 });
const noise = net.population('noise', 500, poissonSource({ rate: 20 }));
const cells = net.population('cells', 100, lif());
net.project(noise, cells, { connect: fixedInDegree(50), weight: 0.05 });
net.record(cells, { spikes: true });
const simulation = await net.compile(cpu({ threads: 2 }));
const { spikes } = await simulation.evaluate({}, { size: 8, steps: 500 });
console.log(`${spikes['cells']?.neurons.length} spikes in 8 trials`);
await simulation[Symbol.asyncDispose]();
