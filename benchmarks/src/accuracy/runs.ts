/** One final run: how often the test set is read is how often this list is run. */
export interface AccuracyRun {
  /** Row of the table. */
  readonly row: string;
  /** The data set. */
  readonly data: 'mnist' | 'fashion-mnist';
  /** Density of the input projection. */
  readonly density: number;
  /** Rewiring. */
  readonly rewiring: 'none' | 'deep-r';
  /** Seed. */
  readonly seed: number;
  /** Arguments of `growcone train`, without the folder of the data. */
  readonly flags: readonly string[];
}

/** Seeds of every row. */
const SEEDS: readonly number[] = [1, 2, 3, 4, 5];

/**
 * The defaults of `growcone train` were chosen with `--validation 10000`, never on the test set; what they were chosen among stands in
 * benchmarks/README.md.
 */
const TUNED: readonly string[] = ['--neuron', 'lif', '--hidden', '256', '--epochs', '10'];

const ROWS: readonly Omit<AccuracyRun, 'data' | 'seed' | 'flags'>[] = [
  { row: 'dense', density: 1, rewiring: 'none' },
  { row: 'DEEP R 5 %', density: 0.05, rewiring: 'deep-r' },
  { row: 'static 1 %', density: 0.01, rewiring: 'none' },
  { row: 'DEEP R 1 %', density: 0.01, rewiring: 'deep-r' },
  { row: 'static 5 %', density: 0.05, rewiring: 'none' },
];

/** Every final run, seed by seed, so that a list cut short has whole rows of fewer seeds. */
export const accuracyRuns: readonly AccuracyRun[] = SEEDS.flatMap((seed) =>
  (['fashion-mnist', 'mnist'] as const).flatMap((data) =>
    ROWS.map((row) => ({
      ...row,
      data,
      seed,
      flags: [
        'train',
        '--data',
        data,
        ...TUNED,
        '--density',
        String(row.density),
        '--rewiring',
        row.rewiring,
        '--seed',
        String(seed),
      ],
    })),
  ),
);
