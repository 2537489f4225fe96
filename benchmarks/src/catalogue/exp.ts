import { cpu } from '@growcone/backend-cpu';
import { defineNeuron, network, quantity, uniform, type NeuronModel } from '@growcone/core';
import type { Benchmark } from '../benchmark.ts';
import { CCompiler, NO_COMPILER } from '../limits/compiler.ts';
import { ownLoop } from '../limits/own-loop.ts';
import { numbersIn } from '../limits/parse.ts';
import { besideC } from '../measure/beside-c.ts';
import { bestOf } from '../measure/clock.ts';
import { besideCInWords, number } from '../measure/in-words.ts';

const NEURONS = 2048;
const STEPS = 1000;
const TIMES = 9;

/** Its potential becomes exp(½ − v) in every step. */
const exponentiating: () => NeuronModel = defineNeuron({
  name: 'exponentiating',
  params: {},
  state: { v: quantity(0, '', 'number') },
  integrate: ({ v }) => ({ v: v.neg().add(0.5).exp() }),
});

/** The exponential function, beside C. */
export const exp: Benchmark = {
  name: 'exp',
  question:
    'What does exp cost per element in a loop over neurons, loads and stores included, beside the same loop in C?',
  target: 'at most 1.3 ns',
  summarise: (rows) =>
    rows.map((row) => ({
      what: 'exp, per element',
      measured: besideCInWords(`${number(row, 'ns')} ns`, row, 'overC'),
      target: '≤ 1.3 ns on the machine of the design',
      // More than that on a slower machine tells nothing.
      ...(number(row, 'ns') <= 1.3 ? { met: true } : {}),
    })),
  async run({ toy, rounds = toy ? 1 : 11 }) {
    const [neurons, steps, times] = toy ? [64, 10, 1] : [NEURONS, STEPS, TIMES];
    await using compiler = await CCompiler.find();
    const c = compiler && (await ownLoop(compiler, 'exp'));
    const net = network({ seed: 1 });
    net.population('numbers', neurons, exponentiating(), { initial: { v: uniform(0, 1) } });
    await using simulation = await net.compile(cpu({ threads: 1 }));
    const ours = async (): Promise<number> => {
      return ((await bestOf(times, 'cpu', () => simulation.evaluate({}, { steps }))) / steps / neurons) * 1e6;
    };
    const theirs = c && (async (): Promise<number> => numbersIn(await c.run(neurons, steps, times), /^([\d.]+)/)[0]!);
    return {
      rows: [{ neurons, ...(await besideC(ours, theirs, rounds)) }],
      notes: c ? ['C takes four at a time from its vector library (-ffast-math).'] : [NO_COMPILER],
    };
  },
};
