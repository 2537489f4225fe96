import { writeFileSync } from 'node:fs';
import { cpu } from '@growcone/backend-cpu';
import { drawing, type Stretch } from './drawing.ts';
import { gaussian, homeostaticNetwork, linear, type Growth } from './homeostatic.ts';

const TARGET = 8;
const [SECONDS, EACH, LAST] = [800, 20, 200];

/** Rates and in-degrees of all neurons, from stretch to stretch. */
async function run(growth: Growth): Promise<Stretch[]> {
  const { net, neurons, afferents } = homeostaticNetwork(growth);
  const count = (list: Iterable<number>): number[] => {
    const counts = new Array<number>(neurons.size).fill(0);
    for (const neuron of list) counts[neuron]! += 1;
    return counts;
  };
  await using live = await net.start(cpu({ threads: 1 }));
  const stretches: Stretch[] = [];
  for (let from = 0; from < SECONDS; from += EACH) {
    const { spikes } = await live.advance(1000 * EACH);
    const rates = count(spikes['neurons']!.neurons).map((n) => n / EACH);
    stretches.push({ from, to: from + EACH, rates, inDegrees: count((await live.synapses(afferents)).post) });
  }
  return stretches;
}

const courses = { linear: await run(linear(TARGET)), Gaussian: await run(gaussian(1, TARGET)) };
for (const [curve, stretches] of Object.entries(courses)) {
  const last = stretches.slice(-LAST / EACH);
  const rates = last[0]!.rates.map((_, n) => last.reduce((sum, { rates }) => sum + rates[n]!, 0) / last.length);
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  const range = (values: readonly number[], digits: number): string =>
    `${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`;
  console.log(
    `${curve}: ${range(rates, 2)} Hz, mean ${mean.toFixed(2)} Hz, with ${range(last.at(-1)!.inDegrees, 0)} synapses each`,
  );
}
const [file] = process.argv.slice(2);
if (file !== undefined) writeFileSync(file, drawing(courses, { target: TARGET, seconds: SECONDS }));
