import { cpu } from '@growcone/backend-cpu';
import {
  defineNeuron,
  fixedOutDegree,
  network,
  normal,
  ONE,
  quantity,
  uniform,
  ZERO,
  type Simulation,
} from '@growcone/core';
import { leakyIntegrator } from '@growcone/models';
import type { Benchmark, Row } from '../benchmark.ts';
import { CCompiler, NO_COMPILER, type CProgram } from '../limits/compiler.ts';
import { ownLoop } from '../limits/own-loop.ts';
import { numbersIn } from '../limits/parse.ts';
import { besideC } from '../measure/beside-c.ts';
import { bestOf } from '../measure/clock.ts';
import { atMost, besideCInWords, number } from '../measure/in-words.ts';

const SHAPES = [
  { targets: 256, row: 26 },
  { targets: 256, row: 100 },
  { targets: 10_000, row: 26 },
  { targets: 10_000, row: 100 },
  { targets: 10_000, row: 1000 },
];
const SYNAPSES = 65_536;
const STEPS = 200;
const TIMES = 7;

/** The delivery of spikes over sparse rows, beside C. */
export const deliver: Benchmark = {
  name: 'deliver',
  question:
    'What does a spike cost per synapse that it arrives at, over sparse rows of 26, 100 and 1000 synapses that fit the ' +
    'cache, beside the same loop in C?',
  target: 'at most 1.3 times C',
  summarise: (rows) =>
    rows.map((row) => ({
      what: `spike delivery, rows of ${number(row, 'row')}, ${number(row, 'targets')} targets, per event`,
      measured: besideCInWords(`${number(row, 'ns')} ns`, row, 'overC'),
      target: '≤ 1.3 × C',
      ...atMost(row, 'overC', 1.3),
    })),
  async run({ toy, rounds = toy ? 1 : 11 }) {
    await using compiler = await CCompiler.find();
    const c = compiler && (await ownLoop(compiler, 'deliver'));
    const rows: Row[] = [];
    for (const { targets, row: length } of toy ? SHAPES.slice(0, 1) : SHAPES) {
      const sources = Math.floor((toy ? 1024 : SYNAPSES) / length);
      const [steps, times] = toy ? [10, 1] : [STEPS, TIMES];
      rows.push(await row({ targets, length, sources, steps, times, rounds, c }));
    }
    return { rows, notes: c ? [] : [NO_COMPILER] };
  },
};

interface Case {
  readonly targets: number;
  readonly length: number;
  readonly sources: number;
  readonly steps: number;
  readonly times: number;
  readonly rounds: number;
  readonly c: CProgram | undefined;
}

async function row({ targets, length, sources, steps, times, rounds, c }: Case): Promise<Row> {
  await using simulation = await compile(sources, targets, length, false);
  await using unconnected = await compile(sources, targets, 0, false);
  await using recording = await compile(sources, targets, 0, true);
  const { spikes } = await recording.evaluate({}, { steps });
  // A spike of the last step arrives after it.
  const { offsets } = spikes['sources']!;
  const events = offsets[steps - 1]! * length;
  const ours = async (): Promise<number> => {
    const whole = await bestOf(times, 'cpu', () => simulation.evaluate({}, { steps }));
    const rest = await bestOf(times, 'cpu', () => unconnected.evaluate({}, { steps }));
    return ((whole - rest) / events) * 1e6;
  };
  const theirs =
    c && (async (): Promise<number> => numbersIn(await c.run(targets, length, steps, times), /^([\d.]+)/)[0]!);
  return {
    targets,
    row: length,
    eventsPerStep: Math.round(events / (steps - 1)),
    ...(await besideC(ours, theirs, rounds)),
  };
}

/** Fires in every second step: whether in even or odd ones, its initial phase says. */
const alternating = defineNeuron({
  name: 'alternating',
  params: {},
  state: { phase: quantity(0, '', 'below ½ before a step in which it fires') },
  integrate: ({ phase }) => ({ phase: ONE.sub(phase) }),
  spike: { threshold: ({ phase }) => phase.sub(0.5), surrogate: () => () => ZERO, reset: () => ({}) },
});

/** Sources of which one half fires in one step and the other in the next, and their targets. */
function compile(sources: number, targets: number, length: number, record: boolean): Promise<Simulation> {
  const net = network({ seed: 1 });
  const from = net.population('sources', sources, alternating(), {
    initial: { phase: uniform(0, 1) },
  });
  const to = net.population('targets', targets, leakyIntegrator());
  if (length > 0) net.project(from, to, { connect: fixedOutDegree(length), weight: normal(0, 1), format: 'rows' });
  if (record) net.record(from, { spikes: true });
  return net.compile(cpu({ threads: 1 }));
}
