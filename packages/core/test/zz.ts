import * as core from '@growcone/core';
import { alif, refractory, spikeSource, leakyIntegrator } from '../../models/src/index.ts';
import { adam, softmaxCrossEntropy, meanOverTime } from '../../training/src/index.ts';
import { allToAll } from '../src/connectivity/all-to-all.ts';
import { fixedProbability } from '../src/connectivity/fixed-probability.ts';
import { scaledNormal } from '../src/connectivity/initialisers.ts';
import { reference } from '../../conformance/src/reference/reference.ts';
const net = core.network({ seed: 1 });
const i = net.population('input', 30, spikeSource());
const h = net.population('hidden', 24, refractory(alif(), 5));
const o = net.population('out', 3, leakyIntegrator());
const a = net.project(i, h, { connect: fixedProbability(0.5), weight: scaledNormal({ gain: 1 }) });
const b = net.project(h, h, { connect: fixedProbability(0.5), weight: scaledNormal({ gain: 0.5 }), delay: 2 });
const c = net.project(h, o, { connect: allToAll(), weight: scaledNormal({ gain: 1 }) });
const d = net.bias(o);
net.readout(o, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
const rule = {
  kind: 'learning-rule',
  form: 'reverse',
  name: 'e-prop',
  feedback: (s) => (s.post.readout ? 'symmetric' : undefined),
} as core.LearningRule;
net.learn([a, b, c, d], { rule, optimiser: adam({ learningRate: 1e-2 }) });
const sim = await net.compile(reference());
const T = 100,
  B = 6;
const offsets = [0],
  neurons: number[] = [];
let s = 1;
const rnd = () => (s = (Math.imul(s, 1664525) + 1013904223) >>> 0) / 2 ** 32;
const labels: number[] = [];
const off = new Uint32Array(B * (T + 1));
let k = 0;
for (let e = 0; e < B; e++) {
  labels.push(e % 3);
  for (let t = 0; t < T; t++) {
    off[e * (T + 1) + t] = neurons.length;
    for (let n = 0; n < 30; n++) if (rnd() < (n % 3 === e % 3 ? 0.1 : 0.02)) neurons.push(n);
  }
  off[e * (T + 1) + T] = neurons.length;
}
const batch = { input: { size: B, steps: T, offsets: off, neurons: Uint32Array.from(neurons) }, out: labels };
for (let q = 0; q < 30; q++) {
  const t0 = performance.now();
  const r = await sim.train(batch);
  if (q % 5 === 0) console.log(r.loss.toFixed(4), r.accuracy, (performance.now() - t0).toFixed(1));
}
