import { describe, it } from 'vitest';
import { cpu } from '@growcone/backend-cpu';
import { describeChecks, reference, rewiringConformance } from '@growcone/conformance';
import { distanceRewiring, grid, type DistanceRewiringOptions } from '../src/index.ts';

const options: Omit<DistanceRewiringOptions, 'draw'> = {
  formation: { peak: 0.5, sigma: 1.5 },
  eliminateWeak: 0.5,
  eliminateStrong: 0.1,
  weak: 0.5,
  birth: 1,
};
const draws: Readonly<Record<string, DistanceRewiringOptions['draw']>> = {
  pairs: { pairs: 20 },
  slots: { slots: 12, perPost: 6, partner: { lastSpiked: 3 } },
};

for (const backend of [reference(), cpu({ threads: 1 })]) {
  for (const [drawn, draw] of Object.entries(draws))
    describeChecks(
      `rewiring by distance of drawn ${drawn} on ${backend.name}`,
      rewiringConformance(() => distanceRewiring(grid(4, 4), { ...options, draw }), { backend }),
      { describe, it },
    );
}
