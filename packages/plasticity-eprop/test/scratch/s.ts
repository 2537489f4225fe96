import { network, allToAll, fixedProbability, normal } from '@growcone/core';
import { reference } from '@growcone/conformance';
import { alif, lif, leakyIntegrator, spikeSource, refractory, exponential, izhikevich, conductance } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy } from '@growcone/training';

async function grads(form: 'reverse' | 'online', hiddenModel: any, syn: any, scale: number) {
  const net = network({ dt: 1, seed: 1 });
  const input = net.population('input', 20, spikeSource());
  const hidden = net.population('hidden', 12, hiddenModel);
  const out = net.population('out', 3, leakyIntegrator());
  const ih = net.project(input, hidden, { connect: fixedProbability(0.5), weight: normal(scale, scale), synapse: syn, delay: 2 });
  const hh = net.project(hidden, hidden, { connect: fixedProbability(0.5), weight: normal(0, scale), delay: 3 });
  const ho = net.project(hidden, out, { connect: allToAll(), weight: normal(0, 0.5), delay: 4 });
  const b = net.bias(out);
  net.readout(out, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
  net.learn([ih, hh, ho, b], { rule: eprop({ form, firingRate: {target: 10, strength: 0.1} }), optimiser: adam() });
  const sim = await net.compile(reference());
  const T = 200, size = 3;
  const offsets: number[] = [], neurons: number[] = [];
  let s = 5; const r = () => (s = (s * 48271) % 2147483647) / 2147483647;
  for (let e = 0; e < size; e++) { for (let t = 0; t < T; t++) { offsets.push(neurons.length); for (let i = 0; i < 20; i++) if (r() < 0.1) neurons.push(i); } offsets.push(neurons.length); }
  const batch = { input: { size, steps: T, offsets: Uint32Array.from(offsets), neurons: Uint32Array.from(neurons) }, out: [0, 1, 2] };
  const res = await sim.accumulate(batch);
  const g = [];
  for (const p of [ih, hh, ho, b]) { const snap: any = await sim.gradient(p); g.push(Float64Array.from(snap.variables?.gradient ?? Object.values(snap.variables)[0])); }
  await sim.update();
  return { loss: res.loss, g };
}
for (const [name, m, syn, sc] of [['lif', lif(), undefined, 0.15], ['alif', refractory(alif({beta:0.2}), 3), exponential(), 0.05], ['izh', izhikevich(), exponential(), 2], ['cond', lif(), conductance({ reversal: 3 }), 0.01]] as any) {
  const a = await grads('reverse', m, syn, sc), o = await grads('online', m, syn, sc);
  console.log(name, a.loss, o.loss, a.g.map((x: any, i: number) => { let d = 0, n = 0; x.forEach((v: number, j: number) => { d += (v - o.g[i]![j]!) ** 2; n += o.g[i]![j]! ** 2; }); return [Math.sqrt(d / n), Math.sqrt(n)]; }));
}
