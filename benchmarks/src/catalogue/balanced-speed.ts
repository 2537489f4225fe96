import { cpu } from '@growcone/backend-cpu';
import type { Simulation, SpikeBatch } from '@growcone/core';
import type { Answer, BenchmarkOptions, Row, SummaryLine } from '../benchmark.ts';
import { cobaLimit } from '../limits/coba-limit.ts';
import { CCompiler, NO_COMPILER } from '../limits/compiler.ts';
import { ownLoop } from '../limits/own-loop.ts';
import { numbersIn } from '../limits/parse.ts';
import { timed } from '../measure/clock.ts';
import { compared } from '../measure/compared.ts';
import { atMost, besideCInWords, number } from '../measure/in-words.ts';
import { median, significant } from '../measure/statistics.ts';
import { takeTurns, type Turns, type Variant } from '../measure/take-turns.ts';
import {
  balanced,
  DT,
  SYNAPSES_PER_NEURON,
  type BalancedConnections,
  type BalancedKind,
} from '../networks/balanced.ts';

const SIZES = [4000, 20_000];
const CONNECTIONS: readonly BalancedConnections[] = ['out-degree', 'in-degree'];
/** Firing rates that simulators report, in Hz. */
const BANDS: Readonly<Record<BalancedKind, readonly [number, number]>> = { coba: [17, 20], cuba: [5.1, 5.7] };
/** Firing rates with the same number of arriving synapses for all, in Hz: measured with several seeds. */
const LESS: Readonly<Record<BalancedKind, string>> = { coba: '14–15', cuba: '5.0–5.3' };
/** The beginning is not counted into the rates, in ms. */
const SETTLED = 200;

/**
 * Measures how long a balanced network takes for a second of its own time on one thread, and how it fires.
 *
 * @param kind - conductances or currents
 * @param options - how the benchmark runs
 */
export async function balancedSpeed(kind: BalancedKind, { toy, rounds, limits }: BenchmarkOptions): Promise<Answer> {
  const sizes = toy ? [200] : SIZES;
  const steps = toy ? 3000 : 1000 / DT;
  await using compiler = limits !== undefined && kind === 'coba' && !toy ? await CCompiler.find() : undefined;
  const notes = limits !== undefined && !toy && kind === 'coba' && !compiler ? [NO_COMPILER] : [];
  const cases = await Promise.all(
    sizes.flatMap((neurons) => CONNECTIONS.map((connections) => prepare(kind, neurons, connections, steps))),
  );
  try {
    const c = compiler ? [await limit(compiler, limits!)] : [];
    const turns = await takeTurns([...cases, ...c], rounds ?? (toy ? 1 : 7));
    const rows = cases.map((one) => row(kind, one, turns, c.length > 0));
    if (c.length > 0)
      notes.push('limitSeconds: the neuron update of coba_limit, plus the spikes of our run over rows of 80 in C.');
    notes.push(
      `Published: ${BANDS[kind].join('–')} Hz, with 80 synapses sent by every neuron. Where every neuron receives exactly 80, ` +
        `inputs differ less and it fires less: about ${LESS[kind]} Hz.`,
    );
    return { rows, notes };
  } finally {
    for (const { simulation } of cases) await simulation[Symbol.asyncDispose]();
  }
}

/** Seconds that the design asks for, on a machine on which the C limit of `coba` takes so many. */
const TARGETS: Readonly<
  Record<BalancedKind, Readonly<Record<number, readonly [seconds: number, c: number | undefined]>>>
> = {
  coba: { 4000: [0.04, 0.022], 20_000: [0.22, 0.115] },
  cuba: { 4000: [0.035, undefined], 20_000: [0.18, undefined] },
};

/** The lines of a balanced network for the table of results. @param kind - conductances or currents @param rows - what was measured */
export const summariseBalanced = (kind: BalancedKind, rows: readonly Row[]): readonly SummaryLine[] =>
  rows.flatMap((row) => {
    const neurons = number(row, 'neurons');
    const what = `${kind.toUpperCase()}, ${neurons} neurons, constant ${String(row['connections'])}`;
    const [seconds, c] = TARGETS[kind][neurons] ?? [];
    const [low, high] = BANDS[kind];
    const published = row['connections'] === 'out-degree';
    return [
      {
        what: `${what}, per simulated second`,
        measured: besideCInWords(`${number(row, 'secondsPerSecond')} s`, row, 'overC'),
        target:
          seconds === undefined
            ? '–'
            : `≤ ${seconds} s ${c === undefined ? 'on the machine of the design' : `where C takes ${c} s`}`,
        ...(seconds === undefined || c === undefined ? {} : atMost(row, 'overC', seconds / c)),
      },
      {
        what: `${what}, firing rate`,
        measured: `${number(row, 'rateHz')} Hz`,
        target: published ? `${low}–${high} Hz` : 'reported; the published rates belong to the other',
        ...(published ? { met: row['inBand'] === true } : {}),
      },
    ];
  });

interface Case extends Variant {
  readonly neurons: number;
  readonly connections: BalancedConnections;
  readonly simulation: Simulation;
  /** Simulated seconds. */
  readonly seconds: number;
  /** Mean firing rate after the beginning, in Hz. */
  readonly rate: number;
  readonly synapses: number;
  /** Synapses that spikes arrived at, per second. */
  readonly events: number;
}

async function prepare(
  kind: BalancedKind,
  neurons: number,
  connections: BalancedConnections,
  steps: number,
): Promise<Case> {
  const { net, populations } = balanced(kind, neurons, connections);
  for (const population of populations) net.record(population, { spikes: true });
  const simulation = await net.compile(cpu({ threads: 1 }));
  const { spikes } = await simulation.evaluate({}, { steps });
  const seconds = (steps * DT) / 1000;
  const count = (from: number): number =>
    populations.reduce((sum, { name }) => sum + spikesFrom(spikes[name]!, from), 0);
  let synapses = 0;
  for (const projection of simulation.network.projections)
    synapses += (await simulation.synapses(projection)).pre.length;
  return {
    name: `${neurons} ${connections}`,
    neurons,
    connections,
    simulation,
    seconds,
    synapses,
    rate: count(SETTLED / DT) / neurons / (seconds - SETTLED / 1000),
    events: (count(0) / seconds) * SYNAPSES_PER_NEURON,
    turn: async () => ({ s: (await timed('cpu', () => simulation.evaluate({}, { steps }))) / 1000 / seconds }),
  };
}

const spikesFrom = ({ offsets, steps }: SpikeBatch, from: number): number => offsets[steps]! - offsets[from]!;

/** What C needs for a neuron and step, and for a synaptic event, by network size. */
async function limit(compiler: CCompiler, folder: string): Promise<Variant> {
  const neuron = await cobaLimit(compiler, folder);
  const loop = await ownLoop(compiler, 'deliver');
  return {
    name: 'c',
    async turn() {
      const update = await neuron();
      const figures: Record<string, number> = {};
      for (const size of SIZES) {
        figures[`neuron ${size}`] = update(size);
        figures[`event ${size}`] = numbersIn(await loop.run(size, SYNAPSES_PER_NEURON, 100, 5), /^([\d.]+)/)[0]!;
      }
      return figures;
    },
  };
}

function row(
  kind: BalancedKind,
  { name, neurons, connections, rate, synapses, events }: Case,
  turns: Turns,
  beside: boolean,
): Row {
  const seconds = turns(name, 's');
  const [low, high] = BANDS[kind];
  const c = beside
    ? turns('c', `neuron ${neurons}`).map(
        (ns, i) => 1e-9 * (ns * neurons * (1000 / DT) + turns('c', `event ${neurons}`)[i]! * events),
      )
    : undefined;
  return {
    neurons,
    connections,
    synapses,
    secondsPerSecond: significant(median(seconds), 3),
    rateHz: significant(rate, 3),
    inBand: rate >= low && rate <= high,
    ...(c ? { limitSeconds: significant(median(c), 3), ...compared('overC', seconds, c) } : {}),
  };
}
