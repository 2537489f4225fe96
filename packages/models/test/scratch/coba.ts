import { network, normal, uniform, fixedInDegree, fixedProbability } from '@growcone/core';
import { reference } from '../../../conformance/src/reference/reference.ts';
import { integrateAndFire, refractory, conductance, exponential, spikeSource } from '@growcone/models';
const kind = process.argv[2]; const T = Number(process.argv[3] ?? 3000);
const net = network({ dt: 0.1, seed: 1 });
const coba = kind === 'coba';
const model = refractory(coba ? integrateAndFire() : integrateAndFire({ resistance: 1, vRest: -49 }), 50, { hold: ['v'] });
const kick = net.population('kick', 400, spikeSource());
const e = net.population('e', 3200, model, { initial: { v: uniform(-60, -50) } }), i = net.population('i', 800, model, { initial: { v: uniform(-60, -50) } });
const se = coba ? conductance({ tauSyn: 5, reversal: 0 }) : exponential({ tauSyn: 5 });
const si = coba ? conductance({ tauSyn: 10, reversal: -80 }) : exponential({ tauSyn: 10 });
const [we, wi] = coba ? [0.006, 0.067] : [1.62, -9];
for (const post of [e, i]) {
  net.project(e, post, { connect: fixedInDegree(64), weight: we, synapse: se });
  net.project(i, post, { connect: fixedInDegree(16), weight: wi, synapse: si });
  if (coba) net.project(kick, post, { connect: fixedProbability(0.05), weight: we, synapse: se });
  net.record(post, { spikes: true });
}
const sim = await net.compile(reference());
const offsets: number[] = [], neurons: number[] = [];
let s = 5; const r = () => (s = (s * 48271) % 2147483647) / 2147483647;
for (let t = 0; t < T; t++) { offsets.push(neurons.length); if (coba && t < Number(process.argv[5] ?? 500)) for (let n = 0; n < 400; n++) if (r() < Number(process.argv[4])) neurons.push(n); }
offsets.push(neurons.length);
const t0 = Date.now();
const res = await sim.evaluate({ kick: { size: 1, steps: T, offsets: Uint32Array.from(offsets), neurons: Uint32Array.from(neurons) } });
for (const p of ['e', 'i']) {
  const { offsets: o, neurons: nn } = res.spikes[p]!; const n = p === 'e' ? 3200 : 800;
  console.log(kind, p, [0, 1000, 2000, 3000, 4000].filter((a) => a + 1000 <= T).map((a) => (o[a + 1000]! - o[a]!) / n / 0.1), 'Hz per 100 ms', nn.length);
}
console.log((Date.now() - t0) / 1000, 's');
