import type { Benchmark } from './benchmark.ts';
import { deliver } from './catalogue/deliver.ts';
import { epropForms } from './catalogue/eprop-forms.ts';
import { exp } from './catalogue/exp.ts';
import { lif } from './catalogue/lif.ts';

/** All benchmarks. */
export const catalogue: readonly Benchmark[] = [epropForms, lif, deliver, exp];
