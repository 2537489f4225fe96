// A network runs on for ten seconds: its neurons come to listen to the busy inputs, and no longer to the quiet ones.
import { cpu } from '@growcone/backend-cpu';
import { allToAll, network, type Projection } from '@growcone/core';
import { lif, poissonSource } from '@growcone/models';
import { pluginName } from './src/index.ts';

const net = network({ dt: 1, seed: 1 });
const output = net.population('output', 10, lif({ tauMem: 20 }));
const from = (rate: number): Projection =>
  net.project(net.population(`at ${rate} Hz`, 50, poissonSource({ rate })), output, {
    connect: allToAll(),
    weight: 0.1,
  });
const inputs = [from(40), from(5)];
net.plastic(inputs, pluginName());

await using live = await net.start(cpu({ threads: 1 }));
for (let second = 0; second <= 10; second += 5) {
  for (const input of inputs) {
    const weights = Array.from((await live.synapses(input)).variables['w']!);
    const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
    console.log(`after ${second} s: mean weight ${mean.toFixed(2)} from the inputs ${input.pre.name}`);
  }
  if (second < 10) await live.advance(5000);
}
