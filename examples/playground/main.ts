// Fifty neurons, driven at random, keep one another quiet. Change something and run it again.
import { cpu } from '@growcone/backend-cpu';
import { fixedInDegree, fixedProbability, network } from '@growcone/core';
import { exponential, lif, poissonSource } from '@growcone/models';

const net = network({ dt: 1, seed: 1 });
const noise = net.population('noise', 100, poissonSource({ rate: 20 }));
const cells = net.population('cells', 50, lif({ tauMem: 20 }));
net.project(noise, cells, { connect: fixedInDegree(20), weight: 0.03, synapse: exponential({ tauSyn: 5 }) });
net.project(cells, cells, { connect: fixedProbability(0.2), weight: -0.1 });
net.record(cells, { spikes: true });

await using simulation = await net.compile(cpu());
const { spikes } = await simulation.evaluate({}, { steps: 1000 });
console.log(`${(spikes['cells']!.neurons.length / 50).toFixed(1)} spikes per second and neuron`);
