/** One final run: how often the test set is read is how often this list is run. */
export interface AccuracyRun {
  /** The command, as a reader types it, without the folder of the data. */
  readonly command: string;
  /** The program below the root of the repository, and its arguments. */
  readonly program: readonly string[];
  /** Whether it reads data sets from a folder. */
  readonly readsData: boolean;
  /** The data set. */
  readonly data: string;
  /** Row of the table; absent where the program's answer names its own rows. */
  readonly row?: string;
  /** Seed. */
  readonly seed: number;
}

/** Seeds of every row. */
const SEEDS: readonly number[] = [1, 2, 3, 4, 5];

/**
 * The defaults of `growcone train` were chosen with `--validation 10000`, never on the test set; what they were chosen among stands in
 * docs/decisions/0004-defaults-of-train.md.
 */
const TUNED: readonly string[] = ['--neuron', 'lif', '--hidden', '256', '--epochs', '10'];

const ROWS: readonly { readonly row: string; readonly density: number; readonly rewiring: 'none' | 'deep-r' }[] = [
  { row: 'dense', density: 1, rewiring: 'none' },
  { row: 'DEEP R 5 %', density: 0.05, rewiring: 'deep-r' },
  { row: 'static 1 %', density: 0.01, rewiring: 'none' },
  { row: 'DEEP R 1 %', density: 0.01, rewiring: 'deep-r' },
  { row: 'static 5 %', density: 0.05, rewiring: 'none' },
];

const imagesOf = (seed: number): AccuracyRun[] =>
  (['fashion-mnist', 'mnist'] as const).flatMap((data) =>
    ROWS.map(({ row, density, rewiring }) =>
      trainRun(data, row, [...TUNED, '--density', String(density), '--rewiring', rewiring], seed),
    ),
  );

function trainRun(data: string, row: string, network: readonly string[], seed: number): AccuracyRun {
  const flags = ['train', '--data', data, ...network, '--seed', String(seed), '--json'];
  return {
    command: `npm run growcone -- ${flags.join(' ')}`,
    program: ['packages/cli/src/bin.ts', ...flags],
    readsData: true,
    data,
    row,
    seed,
  };
}

/** Three seeds of two hidden layers of 200 neurons; window, slope, DEEP R's pull and SET's share chosen with `--validation 10000`. */
const DEEP_SEEDS = 3;
const DEEP: readonly string[] = (
  '--rule ssgd --layers 200,200 --steps 100 --refractory 0 --epochs 20 ' +
  '--surrogate fast-sigmoid --steepness 10 --half-width 0.2'
).split(' ');

const DEEP_ROWS: readonly { readonly row: string; readonly network: readonly string[] }[] = [
  { row: '2 × 200, dense', network: ['--density', '1'] },
  { row: '2 × 200, static 5 %', network: ['--density', '0.05'] },
  { row: '2 × 200, DEEP R 5 %', network: ['--density', '0.05', '--rewiring', 'deep-r', '--l1', '0.001'] },
  { row: '2 × 200, SET 5 %', network: ['--density', '0.05', '--rewiring', 'set', '--share', '0.1'] },
  { row: '2 × 200, RigL 5 %', network: ['--density', '0.05', '--rewiring', 'rigl'] },
];

const deepOf = (seed: number): AccuracyRun[] =>
  seed > DEEP_SEEDS
    ? []
    : DEEP_ROWS.map(({ row, network }) => trainRun('fashion-mnist', row, [...DEEP, ...network], seed));

/** Three seeds of recordings and of Yin-Yang, by both rules, dense and at 5 %; what each set is learned with was chosen on held-out examples. */
const RECORDED_SEEDS = 3;
const SSGD = '--rule ssgd --surrogate fast-sigmoid --steepness 10';

const RECORDED: readonly { readonly data: string; readonly shared: string; readonly ssgd: string }[] = [
  {
    data: 'n-mnist',
    shared: '--pool 1,2,2 --steps 105 --dt 3 --refractory 0 --batch 32 --epochs 15',
    ssgd: `${SSGD} --half-width 0.5`,
  },
  {
    data: 'fsdd',
    shared:
      '--test-groups 4,5 --recurrent --neuron alif --pool 5 --steps 160 --dt 5 --refractory 0 --batch 32 --epochs 20 --shift 20',
    ssgd: `${SSGD} --half-width 0.5`,
  },
  {
    data: 'yin-yang',
    shared: '--steps 40 --refractory 0 --batch 50 --epochs 60 --readout sum --learning-rate 0.01',
    ssgd: SSGD,
  },
];

const DENSITIES = [
  ['dense', '--density 1'],
  ['DEEP R 5 %', '--density 0.05 --rewiring deep-r'],
] as const;

const recordedOf = (seed: number): AccuracyRun[] =>
  seed > RECORDED_SEEDS
    ? []
    : RECORDED.flatMap(({ data, shared, ssgd }) =>
        (['e-prop', 'ssgd'] as const).flatMap((rule) =>
          DENSITIES.map(([density, flags]) => {
            const network = `${shared} ${flags}${rule === 'ssgd' ? ` ${ssgd}` : ''}`;
            return trainRun(data, `${rule}, ${density}`, network.split(' '), seed);
          }),
        ),
      );

/** What channel counts alone tell of the spoken digits, on the same split: no seed changes it. */
const RIDGE: AccuracyRun = {
  command: 'node tools/run.mjs run:node benchmarks/src/accuracy/ridge-baseline.ts --test-groups 4,5 --json',
  program: ['benchmarks/src/accuracy/ridge-baseline.ts', '--test-groups', '4,5', '--json'],
  readsData: true,
  data: 'fsdd',
  row: 'ridge regression on counts',
  seed: 1,
};

const demoOf = (seed: number): AccuracyRun => ({
  command: `npm run demo -- --seed ${seed} --json`,
  program: ['examples/demo/main.ts', '--seed', String(seed), '--json'],
  readsData: false,
  data: 'randman',
  seed,
});

/** Every final run, seed by seed, so that a list cut short has whole rows of fewer seeds. */
export const accuracyRuns: readonly AccuracyRun[] = SEEDS.flatMap((seed) => [
  ...imagesOf(seed),
  ...deepOf(seed),
  ...recordedOf(seed),
  ...(seed === 1 ? [RIDGE] : []),
  demoOf(seed),
]);
