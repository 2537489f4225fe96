import { cpu } from '@growcone/backend-cpu';
import { network, oneToOne, uniform, type Batch, type Simulation } from '@growcone/core';
import { lif as lifNeuron, refractory, spikeSource } from '@growcone/models';
import type { Benchmark, Row } from '../benchmark.ts';
import { CCompiler, NO_COMPILER, type CProgram } from '../limits/compiler.ts';
import { ownLoop } from '../limits/own-loop.ts';
import { numbersIn } from '../limits/parse.ts';
import { besideC } from '../measure/beside-c.ts';
import { bestOf } from '../measure/clock.ts';
import { atMost, besideCInWords, number } from '../measure/in-words.ts';
import { significant } from '../measure/statistics.ts';
import { silent } from '../networks/silent-input.ts';

/** With this current a neuron fires every 24 steps: the share of driven neurons decides how many fire in a step. */
const DRIVE = 0.0435;
const SHARES = [0.095, 0.575];
const SIZES = [2048, 32768];
const UPDATES = 8e6;
const TIMES = 7;

/** The update of leaky integrate-and-fire neurons, beside C. */
export const lif: Benchmark = {
  name: 'lif',
  question:
    'What does the update of a leaky integrate-and-fire neuron with a refractory period cost per neuron and step, its ' +
    'arrived input read and cleared and its spikes listed, at 0.4 % and 2.5 % spikes per step, beside the same loop in C?',
  target: 'at most 1.6 times C with 128-bit vectors',
  summarise: (rows) =>
    rows.map((row) => ({
      what: `LIF update, ${number(row, 'neurons')} neurons, ${(100 * number(row, 'spikesPerStep')).toFixed(1)} % spikes`,
      measured: besideCInWords(`${number(row, 'ns')} ns`, row, 'overC'),
      target: '≤ 1.6 × C',
      ...atMost(row, 'overC', 1.6),
    })),
  async run({ toy, rounds = toy ? 1 : 11 }) {
    await using compiler = await CCompiler.find();
    const c = compiler && (await ownLoop(compiler, 'lif'));
    const rows: Row[] = [];
    for (const neurons of toy ? [256] : SIZES) {
      const steps = toy ? 40 : Math.round(UPDATES / neurons);
      for (const share of SHARES) rows.push(await row({ neurons, share, steps, times: toy ? 1 : TIMES, rounds, c }));
    }
    return { rows, notes: c ? [] : [NO_COMPILER] };
  },
};

interface Case {
  readonly neurons: number;
  readonly share: number;
  readonly steps: number;
  readonly times: number;
  readonly rounds: number;
  readonly c: CProgram | undefined;
}

async function row({ neurons, share, steps, times, rounds, c }: Case): Promise<Row> {
  await using simulation = await compile(neurons, false);
  await using recording = await compile(neurons, true);
  const { spikes } = await recording.evaluate(batch(neurons, share, Math.min(steps, 480)));
  const input = batch(neurons, share, steps);
  const ours = async (): Promise<number> => {
    return ((await bestOf(times, 'cpu', () => simulation.evaluate(input))) / steps / neurons) * 1e6;
  };
  let limitRate = NaN;
  const theirs =
    c &&
    (async (): Promise<number> => {
      const [ns, rate] = numbersIn(await c.run(neurons, steps, times, share, DRIVE), /^([\d.]+) ([\d.]+)/) as [
        number,
        number,
      ];
      limitRate = rate;
      return ns;
    });
  const columns = await besideC(ours, theirs, rounds);
  return {
    neurons,
    spikesPerStep: significant(spikes['cells']!.neurons.length / neurons / spikes['cells']!.steps, 3),
    ...(c ? { limitSpikesPerStep: significant(limitRate, 3) } : {}),
    ...columns,
  };
}

/** Neurons, and a projection over which nothing comes: it is there so that arrivals are read and cleared. */
function compile(neurons: number, record: boolean): Promise<Simulation> {
  const net = network({ seed: 1 });
  const source = net.population('source', neurons, spikeSource());
  const cells = net.population('cells', neurons, refractory(lifNeuron(), 5), {
    current: true,
    initial: { v: uniform(0, 0.61) },
  });
  net.project(source, cells, { connect: oneToOne(), weight: 1, format: 'rows' });
  if (record) net.record(cells, { spikes: true });
  return net.compile(cpu({ threads: 1 }));
}

function batch(neurons: number, share: number, steps: number): Batch {
  // Fractions of multiples of the golden section are spread evenly and in no order that a predictor learns.
  const driven = (i: number): boolean => (i * 0.6180339887498949) % 1 < share;
  return { source: silent(steps), cells: Float32Array.from({ length: neurons }, (_, i) => (driven(i) ? DRIVE : 0)) };
}
