import { cpu } from '@growcone/backend-cpu';
import type { Simulation } from '@growcone/core';
import type { Benchmark, BenchmarkOptions, Row } from '../benchmark.ts';
import { denseBackward, type DenseBackward, type DenseForm } from '../dense/dense-backward.ts';
import type { DenseLayer, LayerRecord } from '../dense/dense-layer.ts';
import { farthest } from '../dense/farthest.ts';
import { CCompiler, NO_COMPILER } from '../limits/compiler.ts';
import { denseLimit, type DenseProgram } from '../limits/dense-bptt.ts';
import { bestOf } from '../measure/clock.ts';
import { compared } from '../measure/compared.ts';
import { deviceMemory, watchDeviceMemory } from '../measure/device-memory.ts';
import { atLeast, atMost, density as share, number, ratio } from '../measure/in-words.ts';
import { reverseSweepMs, watchReverseSweeps } from '../measure/reverse-sweeps.ts';
import { median, significant } from '../measure/statistics.ts';
import { takeTurns, type Turns, type Variant } from '../measure/take-turns.ts';
import { denseLayer, layerForward } from '../networks/layer-record.ts';
import { layerBatch, spikingLayer, type HalfWidths, type LayerSize } from '../networks/spiking-layer.ts';

const NEURONS = [100, 200, 400, 800];
const DENSITIES = [1, 0.05];
/** Shares of active neurons, and how many times faster than the fused dense loops the reverse sweep should be. */
const ACTIVE: readonly { readonly share: number; readonly faster: number }[] = [
  { share: 0.01, faster: 10 },
  { share: 0.05, faster: 4 },
];
/** The best of how many runs counts: more where a run is short. */
const TIMES = { ours: 2400, fused: 800, plain: 100, c: 200 };
const times = (what: keyof typeof TIMES, neurons: number): number => Math.ceil(TIMES[what] / neurons);
/** Sums of 6400 numbers in single precision, in another order. */
const ROUNDING = 2e-5;

/** The backward pass of one layer, event by event and dense. */
export const ssgdLayer: Benchmark = {
  name: 'ssgd-layer',
  question:
    'What does the backward pass of one layer of N to N neurons cost where only neurons near their threshold are active, on one ' +
    'thread, with 64 examples of 100 steps: the reverse sweep of a network, beside dense backpropagation through time that is linear ' +
    'in the number of steps, fused and blocked in 128-bit WebAssembly, the same in C, and plain dense loops?',
  target:
    'at 1 % activity at least 10 times as fast as our fused dense loops, at 5 % at least 4 times, dense and at 5 % connectivity; the ' +
    'fused dense loops at most 1.5 times C',
  summarise: (rows) =>
    rows.flatMap((row) => {
      const { faster } = ACTIVE.find((a) => a.share === row['active'])!;
      const size = `${number(row, 'neurons')} × ${number(row, 'neurons')}`;
      const beside = [
        ratio(row, 'faster', 'as fast'),
        `${ratio(row, 'fasterThanPlain', 'as fast')} as plain loops`,
        ...(row['fasterThanWide'] === undefined
          ? []
          : [`${ratio(row, 'fasterThanWide', 'as fast')} as fused C with the widest vectors of the machine`]),
      ];
      return [
        {
          what: `backward pass of ${size}, ${share(row)}, ${100 * number(row, 'active')} % active, beside fused dense loops`,
          measured: `${number(row, 'reverseMs')} ms, ${beside.join(', ')}; ${number(row, 'besideMB')} MB beside weights against ${number(row, 'denseBesideMB')}`,
          target: `≥ ${faster} × as fast`,
          ...atLeast(row, 'faster', faster),
        },
        ...(row['density'] === 1 && row['active'] === ACTIVE[0]!.share ? overC(row, size) : []),
      ];
    }),
  async run(options) {
    watchReverseSweeps();
    watchDeviceMemory();
    await using compiler = await CCompiler.find();
    const rows: Row[] = [];
    for (const neurons of options.toy ? [24] : NEURONS) {
      rows.push(...(await rowsOf(neurons, compiler, options)));
      options.log(`${neurons} neurons: done`);
    }
    return { rows, notes: compiler ? NOTES : [...NOTES, NO_COMPILER] };
  },
};

const overC = (row: Row, size: string) => [
  {
    what: `fused dense backward pass of ${size}`,
    measured: `${number(row, 'fusedMs')} ms${row['fusedOverC'] === undefined ? '' : `, ${ratio(row, 'fusedOverC', 'C')}`}`,
    target: '≤ 1.5 × C',
    ...atMost(row, 'fusedOverC', 1.5),
  },
];

const NOTES = [
  'reverseMs: the generated functions that walk back, by the clock on the wall, while dense loops count thread time; feedback through the layer, slopes and sums of the neurons before it ' +
    'included; the input before these does not spike. trialLessForwardMs: a whole trial with its gradient less an evaluation, which also ' +
    'counts what the forward sweep keeps. Dense: gradient of the weights and of all spikes before the layer.',
  'besideMB: WebAssembly memory less weights and indices. Dense loops hold the record of the whole batch; the network works on one ' +
    'example at a time and holds the gradients that a batch keeps apart.',
  'limitWideMs: C with the widest vectors of the machine and fused multiply-add, which WebAssembly does not have. Before anything is ' +
    'timed, the gradients of network, fused loops and C are compared.',
];

interface Case extends Variant {
  readonly density: number;
  readonly active: number;
  readonly columns: Row;
  readonly simulation: Simulation;
}

async function rowsOf(
  neurons: number,
  compiler: CCompiler | undefined,
  { toy, rounds = toy ? 1 : 9 }: BenchmarkOptions,
): Promise<Row[]> {
  const cases: Case[] = [];
  const size = toy ? { neurons, steps: 40, examples: 4 } : { neurons, steps: 100, examples: 64 };
  let dense: { readonly backward: DenseBackward; readonly c: DenseProgram | undefined } | undefined;
  try {
    for (const density of DENSITIES) {
      const layer = { ...size, density };
      const forward = await layerForward(layer);
      for (const { share: active } of ACTIVE) {
        const widths = forward.widths(active);
        const backward = await denseBackward(denseLayer(layer, widths), forward.record);
        backward.run('fused');
        const one = await prepare(layer, widths, active, backward);
        const { before, behind } = forward.active(widths);
        const measured: Row = {
          activeBefore: significant(before, 3),
          activeBehind: significant(behind, 3),
          rateBefore: significant(forward.rates.before, 3),
          rateBehind: significant(forward.rates.behind, 3),
          halfWidthBefore: significant(widths.before, 3),
          halfWidthBehind: significant(widths.behind, 3),
        };
        cases.push({ ...one, columns: { ...one.columns, ...measured } });
        // What dense loops cost does not depend on the numbers.
        dense ??= {
          backward,
          c: compiler && (await checkedLimit(compiler, backward, denseLayer(layer, widths), forward.record)),
        };
      }
    }
    const { backward, c } = dense!;
    const turns = await takeTurns([...cases, ...denseVariants(neurons, backward, c)], rounds);
    return cases.map((one) => row(neurons, one, turns, backward, c !== undefined));
  } finally {
    await dense?.c?.[Symbol.asyncDispose]();
    for (const { simulation } of cases) await simulation[Symbol.asyncDispose]();
  }
}

async function prepare(layer: LayerSize, widths: HalfWidths, active: number, backward: DenseBackward): Promise<Case> {
  const parts = spikingLayer(layer, widths);
  const batch = layerBatch(layer);
  const before = deviceMemory();
  const simulation = await parts.net.compile(cpu({ threads: 1 }));
  await simulation.accumulate(batch);
  const gradient = await simulation.gradient(parts.layer);
  const dense = backward.gradient().weights;
  const wanted = Float32Array.from(gradient.pre, (pre, i) => dense[pre * layer.neurons + gradient.post[i]!]!);
  mustAgree('The fused dense loops and the reverse sweep', wanted, gradient.variables['gradient']! as Float32Array);
  const synapses = gradient.pre.length;
  const index = layer.density === 1 ? 0 : layer.neurons > 256 ? 2 : 1;
  const beside = deviceMemory() - before - synapses * (4 + index);
  return {
    name: `${layer.density} ${active}`,
    density: layer.density,
    active,
    simulation,
    columns: { besideMB: significant(beside / 1e6, 3) },
    async turn() {
      let reverse = Infinity;
      const trial = await bestOf(times('ours', layer.neurons), 'cpu', async () => {
        const start = reverseSweepMs();
        await simulation.accumulate(batch);
        reverse = Math.min(reverse, reverseSweepMs() - start);
      });
      return {
        reverse,
        less: trial - (await bestOf(times('ours', layer.neurons), 'cpu', () => simulation.evaluate(batch))),
      };
    },
  };
}

async function checkedLimit(
  compiler: CCompiler,
  backward: DenseBackward,
  layer: DenseLayer,
  record: LayerRecord,
): Promise<DenseProgram> {
  const c = await denseLimit(compiler, layer, record);
  await c.run(1);
  const [ours, theirs] = [backward.gradient(), await c.gradient()];
  mustAgree('The fused dense loops and C', ours.weights, theirs.weights);
  mustAgree('The fused dense loops and C', ours.spikes, theirs.spikes);
  return c;
}

function mustAgree(what: string, a: Float32Array, b: Float32Array): void {
  const distance = farthest(a, b);
  if (!(distance <= ROUNDING)) throw new Error(`${what} differ by ${distance} of the largest gradient.`);
}

function denseVariants(neurons: number, backward: DenseBackward, c: DenseProgram | undefined): Variant[] {
  const ours = (form: DenseForm): Variant => ({
    name: form,
    turn: async () => ({ ms: await bestOf(times(form, neurons), 'cpu', async () => backward.run(form)) }),
  });
  return [
    ours('fused'),
    ours('plain'),
    ...(c ? [{ name: 'c', turn: async () => ({ ...(await c.run(times('c', neurons))) }) }] : []),
  ];
}

function row(neurons: number, one: Case, turns: Turns, backward: DenseBackward, beside: boolean): Row {
  const reverse = turns(one.name, 'reverse');
  const [fused, plain] = [turns('fused', 'ms'), turns('plain', 'ms')];
  const limits = beside
    ? { fused: turns('c', 'fused'), plain: turns('c', 'plain'), wide: turns('c', 'wide') }
    : undefined;
  return {
    neurons,
    density: one.density,
    active: one.active,
    reverseMs: significant(median(reverse)),
    trialLessForwardMs: significant(median(turns(one.name, 'less'))),
    fusedMs: significant(median(fused)),
    plainMs: significant(median(plain)),
    ...compared('faster', fused, reverse),
    ...compared('fasterThanPlain', plain, reverse),
    ...(limits
      ? {
          limitMs: significant(median(limits.fused)),
          limitPlainMs: significant(median(limits.plain)),
          limitWideMs: significant(median(limits.wide)),
          ...compared('fusedOverC', fused, limits.fused),
          ...compared('fasterThanWide', limits.wide, reverse),
        }
      : {}),
    ...one.columns,
    denseBesideMB: significant(backward.bytes / 1e6, 3),
  };
}
