import { pairsByDistance } from '@growcone/topomap';
import { beforeAll, describe, expect, it } from 'vitest';
import { formMap, lookTimes, type FormedMap } from '../../src/map/form-map.ts';
import { mapSettings, type MapOptions } from '../../src/map/map-options.ts';
import { summarise } from '../../src/map/map-summary.ts';
import { resolveSettings } from '../../src/options/setting.ts';
import { mapReport } from '../../src/report/map-report.ts';

const nobody = { start: async () => {}, look: () => undefined, save: async () => undefined };
const total = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0);

async function formed(given: Partial<MapOptions>): Promise<{ map: FormedMap; page: string }> {
  const options = resolveSettings(mapSettings, { seed: 5, threads: 1, ...given });
  const map = await formMap(options, lookTimes(options), nobody);
  return { map, page: mapReport(map, options, summarise(map, options, 'nowhere')) };
}

let map: FormedMap;
let page = '';
beforeAll(async () => {
  ({ map, page } = await formed({ seconds: 8, snapshotEvery: 0.3 }));
});

describe('what is noted of a map', () => {
  it('adds up: what was kept and formed is there, what was kept and eliminated was there', () => {
    for (const projection of [0, 1] as const) {
      for (const [i, { turnover, synapses }] of map.looks.entries()) {
        const { gained, lost, kept } = turnover[projection];
        expect(total(kept) + total(gained)).toBe(synapses[projection]);
        expect(total(kept) + total(lost)).toBe(map.looks[Math.max(0, i - 1)]!.synapses[projection]);
        expect(kept.length).toBe(pairsByDistance(map.map.layer).length);
      }
      expect(total(map.looks[0]!.turnover[projection].gained)).toBe(0);
      expect(total(map.looks.map(({ turnover }) => total(turnover[projection].lost)))).toBeGreaterThan(0);
    }
  });

  it('has formations as likely as the probability of formation has it', () => {
    const { attempts, interval, feedforward } = map.map.preset.rewiring;
    const pairs = pairsByDistance(map.map.layer);
    const seconds = map.looks.at(-1)!.seconds;
    // Nearer than 1.5 there are nine places, 256 pairs each, and about a quarter of them has a synapse. 8 s form some 300 there.
    const near = ({
      gained,
      lost,
      kept,
    }: {
      gained: readonly number[];
      lost: readonly number[];
      kept: readonly number[];
    }) => ({
      formed: gained[0]! + gained[1]!,
      absent: pairs[0]! + pairs[1]! - kept[0]! - kept[1]! - lost[0]! - lost[1]!,
    });
    const looks = map.looks.slice(1).map(({ turnover }) => near(turnover[0]));
    const absent = total(looks.map((look) => look.absent)) / looks.length;
    const rate = total(looks.map((look) => look.formed)) / (absent * seconds);
    const draws = (attempts * 1000) / interval / 256 ** 2;
    // Mean over one place at distance 0, four at 1 and four at √2.
    const share = [0, 1, 1, 1, 1, 2, 2, 2, 2].map(
      (d2) => feedforward.peak * Math.exp(-d2 / (2 * feedforward.sigma ** 2)),
    );
    const expected = (draws * total(share)) / 9;
    // Four standard errors of 300 events are 23 %.
    expect(Math.abs(rate / expected - 1)).toBeLessThan(0.25);
  });

  it('begins with the degrees that the probability of formation gives', () => {
    const { feedforward, lateral } = map.map.preset.rewiring;
    for (const [projection, { peak, sigma }] of [feedforward, lateral].entries()) {
      const { mean, inSd, outSd } = map.looks[0]!.degrees[projection]!;
      const expected = 2 * Math.PI * peak * sigma ** 2;
      // Sum of p (1 − p) over all partners. Four standard errors over 256 neurons: 4 sd/16 of a mean, 4 sd/√512 of an sd.
      const sd = Math.sqrt(expected - Math.PI * (peak * sigma) ** 2);
      expect(Math.abs(mean - expected)).toBeLessThan(sd / 4);
      for (const found of [inSd, outSd]) expect(Math.abs(found - sd)).toBeLessThan(0.18 * sd);
    }
    expect(map.looks.at(-1)!.degrees[0]!.mean).toBe(map.last.pre.length / 256);
  });
});

describe('the report of a map', () => {
  it('shows turnover over time and distance, and degrees', () => {
    const titles = [...page.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, title]) => title);
    expect(titles.slice(3)).toEqual([
      'Connection probability',
      'Mean weight',
      'Quality of the map',
      'Degrees from the source layer',
      'Lateral degrees',
      'Formation and elimination over time',
      'Formation and elimination by distance',
      'Rate of formation from source to target',
      'Rate of elimination from source to target',
      'Rate of formation within the target layer',
      'Rate of elimination within the target layer',
      'Time by part',
    ]);
    expect(page).toContain('In grey 6.28, expected at the start');
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('leaves every colour to its style sheet', () => {
    const drawings = page.slice(page.indexOf('<div class="figures">'), page.indexOf('<h2>Configuration'));
    const colours = new Set([...drawings.matchAll(/(?:fill|stroke)[=:]"?([^";]+)/g)].map(([, colour]) => colour));
    expect([...colours].filter((colour) => colour !== 'none' && !colour?.startsWith('var(--'))).toEqual([]);
  });

  it('says with which in-degree a map with a limited one begins', async () => {
    const limited = await formed({ preset: 'bamford2010', seconds: 1 });
    expect(limited.page).toContain('In grey 16, set at the start');
    expect(limited.map.looks[0]!.degrees.map(({ mean, inSd }) => [mean, inSd])).toEqual([
      [16, 0],
      [16, 0],
    ]);
  });

  it('has no turnover where there is no rewiring, and degrees all the same', async () => {
    const still = await formed({ seconds: 1, rewiring: false });
    expect(still.page).toContain('Degrees from the source layer');
    expect(still.page).not.toContain('limination');
  });
});
