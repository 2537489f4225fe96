import type { TrainOptions } from 'growcone';

/** What all networks of the demo have in common; chosen on validation data. */
export const task = {
  data: 'randman',
  channels: 700,
  informative: 70,
  hidden: 32,
  epochs: 80,
  batch: 16,
  learningRate: 0.004,
  l1: 0.05,
} as const satisfies Partial<TrainOptions>;

/** A network of the demo: its name, its run folder, and what sets it apart. */
export interface DemoNetwork extends Pick<TrainOptions, 'density' | 'rewiring'> {
  /** Name in the table. */
  readonly name: string;
  /** Name of its run folder. */
  readonly folder: string;
}

/** The networks of the demo. */
export const networks: readonly DemoNetwork[] = [
  { name: 'dense', folder: 'dense', density: 1, rewiring: 'none' },
  { name: 'static 5 %', folder: 'static-5', density: 0.05, rewiring: 'none' },
  { name: 'DEEP R 5 %', folder: 'deep-r-5', density: 0.05, rewiring: 'deep-r' },
  { name: 'static 2 %', folder: 'static-2', density: 0.02, rewiring: 'none' },
  { name: 'DEEP R 2 %', folder: 'deep-r-2', density: 0.02, rewiring: 'deep-r' },
];
