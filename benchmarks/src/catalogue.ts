import type { Benchmark } from './benchmark.ts';
import { startup } from './catalogue/startup.ts';
import { bpttStep } from './catalogue/bptt-step.ts';
import { bytes } from './catalogue/bytes.ts';
import { coba } from './catalogue/coba.ts';
import { cuba } from './catalogue/cuba.ts';
import { deepROverhead } from './catalogue/deep-r-overhead.ts';
import { deliver } from './catalogue/deliver.ts';
import { dvsSize } from './catalogue/dvs-size.ts';
import { epropForms } from './catalogue/eprop-forms.ts';
import { exp } from './catalogue/exp.ts';
import { lif } from './catalogue/lif.ts';
import { mapQualityBenchmark } from './catalogue/map-quality.ts';
import { surrogateWindow } from './catalogue/surrogate-window.ts';
import { readEvents } from './catalogue/read-events.ts';
import { release } from './catalogue/release.ts';
import { ssgdLayer } from './catalogue/ssgd-layer.ts';
import { topographicMapSpeed } from './catalogue/topographic-map.ts';

/** All benchmarks. */
export const catalogue: readonly Benchmark[] = [
  epropForms,
  bpttStep,
  ssgdLayer,
  dvsSize,
  deepROverhead,
  lif,
  deliver,
  exp,
  coba,
  cuba,
  startup,
  release,
  bytes,
  topographicMapSpeed,
  mapQualityBenchmark,
  surrogateWindow,
  readEvents,
];
