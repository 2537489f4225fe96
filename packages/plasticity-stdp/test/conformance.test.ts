import { describe, it } from 'vitest';
import { cpu } from '@growcone/backend-cpu';
import { describeChecks, plasticityConformance, reference } from '@growcone/conformance';
import { stdp, tripletStdp } from '@growcone/plasticity-stdp';

const framework = { describe, it };

/** exp(−|Δ|/20 ms), up after a presynaptic spike and down after a postsynaptic one (Song, Miller and Abbott 2000). */
const pair = (milliseconds: number): number =>
  (milliseconds > 0 ? 0.01 : -0.012) * Math.exp(-Math.abs(milliseconds) / 20);

for (const backend of [reference(), cpu({ threads: 1 })]) {
  describeChecks(
    `pair STDP on ${backend.name}`,
    plasticityConformance(() => stdp(), {
      backend,
      bounds: [0, 1],
      pair: (milliseconds, w) => Math.min(1, Math.max(0, w + pair(milliseconds))) - w,
      wrongOptions: {
        tauPlus: () => stdp({ tauPlus: -1 }),
        wMin: () => stdp({ wMin: 1, wMax: 1 }),
        pairing: () => stdp({ pairing: 'nearst' as never }),
        aplus: () => stdp({ aplus: 1 } as never),
      },
    }),
    framework,
  );
  describeChecks(
    `multiplicative STDP of nearest spikes on ${backend.name}`,
    plasticityConformance(() => stdp({ dependence: 'multiplicative', pairing: 'nearest' }), {
      backend,
      bounds: [0, 1],
    }),
    framework,
  );
  // Without triplets, pairs depress only: A2+ is 0 in the minimal model (Pfister and Gerstner 2006, table 4).
  describeChecks(
    `triplet STDP on ${backend.name}`,
    plasticityConformance(() => tripletStdp(), {
      backend,
      dt: 0.5,
      bounds: [0, 1],
      pair: (milliseconds, w) => (milliseconds > 0 ? 0 : Math.max(0, w - 0.0071 * Math.exp(milliseconds / 33.7)) - w),
      wrongOptions: { tauX: () => tripletStdp({ tauX: 0 }) },
    }),
    framework,
  );
}
