import { cpu } from '@growcone/backend-cpu';
import type { Simulation } from '@growcone/core';
import type { Answer, Benchmark, BenchmarkOptions, Row } from '../benchmark.ts';
import { CCompiler, NO_COMPILER } from '../limits/compiler.ts';
import { epropLimit, type EpropDensity } from '../limits/eprop-limit.ts';
import { bestOf } from '../measure/clock.ts';
import { compared } from '../measure/compared.ts';
import { atMost, besideCInWords, density as share, number, ratio } from '../measure/in-words.ts';
import { median, significant } from '../measure/statistics.ts';
import { takeTurns, type Turns, type Variant } from '../measure/take-turns.ts';
import { classifier, classifierBatch, SPOKEN, TOY, type ClassifierSize } from '../networks/classifier.ts';
import { epropFormsOnGpu } from './eprop-forms-gpu.ts';

const DENSITIES: readonly EpropDensity[] = [1, 0.1, 0.05, 0.01];
const FORMS = ['reverse', 'online'] as const;
type Form = (typeof FORMS)[number];

/** Examples per batch, and the best of how many batches: as many trials as the C programs make. */
const WORK: Readonly<Record<Form, { readonly examples: number; readonly times: number }>> = {
  reverse: { examples: 4, times: 8 },
  online: { examples: 1, times: 3 },
};

/** The two forms of e-prop on one thread, beside C. */
export const epropForms: Benchmark = {
  name: 'eprop-forms',
  onGpu: epropFormsOnGpu,
  question:
    'One training example of 700-256(recurrent refractory ALIF)-20 with 1000 steps and about 8000 input spikes: what do the ' +
    'reverse and the online form of e-prop cost on one thread, forward sweep included, without the optimiser?',
  target: 'each form at most 1.6 times its C program at every density; online over reverse 20–40 dense, 3–5 at 5 %',
  summarise: (rows) =>
    rows.flatMap((row) => [
      {
        what: `e-prop, reverse form, ${share(row)}, per example`,
        measured: besideCInWords(`${number(row, 'reverseMs')} ms`, row, 'reverseOverC'),
        target: '≤ 1.6 × C',
        ...atMost(row, 'reverseOverC', 1.6),
      },
      {
        what: `e-prop, online form, ${share(row)}, per example`,
        measured: besideCInWords(`${number(row, 'onlineMs')} ms`, row, 'onlineOverC'),
        target: '≤ 1.6 × C',
        ...atMost(row, 'onlineOverC', 1.6),
      },
      {
        what: `e-prop, online over reverse, ${share(row)}`,
        measured: ratio(row, 'onlineOverReverse', 'reverse'),
        target: 'reported',
      },
    ]),
  async run(options) {
    const size = options.toy ? TOY : SPOKEN;
    await using compiler = options.limits === undefined ? undefined : await CCompiler.find();
    const limit = compiler && (await epropLimit(compiler, options.limits!));
    const cases = await Promise.all(
      DENSITIES.flatMap((density) => FORMS.map((form) => prepare(size, density, form, options))),
    );
    try {
      const seen = new Map<EpropDensity, number>();
      const c: Variant[] = limit
        ? [
            {
              name: 'c',
              async turn() {
                const figures = await limit();
                const entries = DENSITIES.flatMap((d): [string, number][] => {
                  const { reverse, online, hiddenSpikes } = figures(d);
                  seen.set(d, hiddenSpikes);
                  return [
                    [`reverse ${d}`, reverse],
                    [`online ${d}`, online],
                  ];
                });
                return Object.fromEntries(entries);
              },
            },
          ]
        : [];
      const turns = await takeTurns([...cases.map((c) => c.variant), ...c], options.rounds ?? (options.toy ? 1 : 9));
      const rows = DENSITIES.map((d) =>
        row(
          d,
          turns,
          cases.find((c) => c.density === d)!,
          seen.get(d),
        ),
      );
      return { rows, notes: notes(options, limit !== undefined) };
    } finally {
      for (const { simulation } of cases) await simulation[Symbol.asyncDispose]();
    }
  },
};

interface Case {
  readonly density: EpropDensity;
  readonly simulation: Simulation;
  readonly variant: Variant;
  readonly inputSpikes: number;
  readonly hiddenSpikes: number;
}

async function prepare(
  size: ClassifierSize,
  density: EpropDensity,
  form: Form,
  { toy }: BenchmarkOptions,
): Promise<Case> {
  const { examples, times } = toy ? { examples: 1, times: 1 } : WORK[form];
  const batch = classifierBatch(size, examples);
  const { net, hidden } = classifier({ size, density, form, seed: 1 });
  net.record(hidden, { spikes: true });
  const simulation = await net.compile(cpu({ threads: 1 }));
  const { spikes } = await simulation.evaluate(batch);
  return {
    density,
    simulation,
    inputSpikes: (batch['input'] as { neurons: Uint32Array }).neurons.length / examples,
    hiddenSpikes: spikes['hidden']!.neurons.length / examples,
    variant: {
      name: `${form} ${density}`,
      turn: async () => ({ ms: (await bestOf(times, 'cpu', () => simulation.accumulate(batch))) / examples }),
    },
  };
}

function row(density: EpropDensity, turns: Turns, one: Case, limitHiddenSpikes: number | undefined): Row {
  const [reverse, online] = FORMS.map((form) => turns(`${form} ${density}`, 'ms')) as [
    readonly number[],
    readonly number[],
  ];
  const beside = (form: Form, ms: readonly number[], column: string): Row => {
    if (limitHiddenSpikes === undefined) return {};
    const c = turns('c', `${form} ${density}`);
    return { [column]: significant(median(c)), ...compared(`${form}OverC`, ms, c) };
  };
  return {
    density,
    reverseMs: significant(median(reverse)),
    onlineMs: significant(median(online)),
    inputSpikes: one.inputSpikes,
    hiddenSpikes: one.hiddenSpikes,
    ...compared('onlineOverReverse', online, reverse),
    ...beside('reverse', reverse, 'limitMs'),
    ...beside('online', online, 'limitOnlineMs'),
    ...(limitHiddenSpikes === undefined ? {} : { limitHiddenSpikes }),
  };
}

function notes({ limits }: BenchmarkOptions, beside: boolean): Answer['notes'] {
  if (limits !== undefined && !beside) return [NO_COMPILER];
  if (!beside) return [];
  return [
    'limitMs: forward and reverse sweep of eprop_limit. limitOnlineMs: the eligibilities of eprop_online_limit alone, while ' +
      'onlineMs has the forward sweep as well. Thread time, best of as many trials as C makes, median over the rounds.',
  ];
}
