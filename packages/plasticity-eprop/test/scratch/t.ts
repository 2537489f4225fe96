import { network, allToAll, fixedProbability, normal, fastSigmoid } from '@growcone/core';
import { reference } from '@growcone/conformance';
import { alif, lif, leakyIntegrator, spikeSource, refractory, exponential, izhikevich, conductance, withSurrogate } from '@growcone/models';
import { eprop } from '@growcone/plasticity-eprop';
import { adam, meanOverTime, softmaxCrossEntropy, spikeCount } from '@growcone/training';

function batchOf(size: number, T: number) {
  const offsets: number[] = [], neurons: number[] = [];
  let s = 5; const r = () => (s = (s * 48271) % 2147483647) / 2147483647;
  for (let e = 0; e < size; e++) { for (let t = 0; t < T; t++) { offsets.push(neurons.length); for (let i = 0; i < 20; i++) if (r() < 0.1) neurons.push(i); } offsets.push(neurons.length); }
  return { input: { size, steps: T, offsets: Uint32Array.from(offsets), neurons: Uint32Array.from(neurons) }, out: [0, 1, 2].slice(0, size) };
}
async function grads(build: (net: any, input: any) => any, form: any) {
  const net = network({ dt: 1, seed: 1 });
  const input = net.population('input', 20, spikeSource());
  const learned = build(net, input);
  net.learn(learned, { rule: eprop({ form, firingRate: { target: 10, strength: 0.1 } }), optimiser: adam({ learningRate: 0.001 }) });
  const sim = await net.compile(reference());
  const batch = batchOf(3, 100);
  await sim.train(batch);
  await sim.accumulate(batch);
  const g = [];
  for (const p of learned) { const snap: any = await sim.gradient(p); g.push(Float64Array.from(snap.variables?.gradient ?? Object.values(snap.variables)[0])); }
  return g;
}
const surr = (m: any) => withSurrogate(m, fastSigmoid(2));
const nets: any = {
  xx(net: any, input: any) {
    const h1 = net.population('h1', 8, surr(alif())), h2 = net.population('h2', 8, surr(lif()));
    const out = net.population('out', 3, leakyIntegrator());
    const P = (a: any, b: any, delay: number, w = 0.2) => net.project(a, b, { connect: allToAll(), weight: normal(0.1, w), delay });
    const ps = [P(input, h1, 1), P(h1, h2, 2), P(h1, out, 1), P(h2, out, 4)];
    net.readout(out, { readout: meanOverTime(), loss: softmaxCrossEntropy({ at: 'step' }) });
    return ps;
  },
  spikingReadout(net: any, input: any) {
    const h1 = net.population('h1', 8, surr(alif()));
    const out = net.population('out', 3, surr(lif()));
    const P = (a: any, b: any, delay: number, w = 0.2) => net.project(a, b, { connect: allToAll(), weight: normal(0.1, w), delay });
    const ps = [P(input, h1, 1), P(h1, out, 3)];
    net.readout(out, { readout: spikeCount(), loss: softmaxCrossEntropy({ at: 'step' }) });
    return ps;
  },
};
for (const [name, b] of Object.entries(nets).filter(([n]) => n !== 'xx') as any) {
  const a = await grads(b, 'reverse'), o = await grads(b, 'online');
  console.log(name, a.map((x: any, i: number) => { let d = 0, n = 0; x.forEach((v: number, j: number) => { d += (v - o[i]![j]!) ** 2; n += o[i]![j]! ** 2; }); return [Math.sqrt(d / n), Math.sqrt(n)]; }));
}
