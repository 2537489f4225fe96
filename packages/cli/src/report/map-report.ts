import { mapSettings, type MapOptions } from '../map/map-options.ts';
import type { FormedMap } from '../map/form-map.ts';
import type { MapSummary } from '../map/map-summary.ts';
import { flagWord } from '../options/setting.ts';
import { degreeCurves } from './map-degrees.ts';
import { fieldGrid, probabilityCurve, qualityCurve, weightCurve } from './map-figures.ts';
import { timeByPartFigure } from './map-times.ts';
import { turnoverFigures } from './map-turnover.ts';
import { htmlPage } from './page.ts';

/** The report of a map: one page that needs no other file. @param formed - the map @param options - of the command @param summary - of the run */
export function mapReport(formed: FormedMap, options: MapOptions, summary: MapSummary): string {
  return htmlPage({
    title: `topographic map: 2 × ${summary.neurons / 2} neurons, ${options.stimulus} input`,
    facts: [
      ['real-time factor', summary.realTimeFactor.toPrecision(3)],
      ['spread of weights', summary.sigmaAff.toFixed(2)],
      ['partners drawn anew', summary.sigmaAffControls.redrawn.toFixed(2)],
      ['weights shuffled', summary.sigmaAffControls.shuffled.toFixed(2)],
      ['in-degree', summary.meanInDegree.toFixed(1)],
    ],
    figures: [
      ...Object.keys(formed.centres).map((at) => fieldGrid(formed, Number(at))),
      probabilityCurve(formed),
      weightCurve(formed),
      qualityCurve(formed),
      ...degreeCurves(formed),
      ...turnoverFigures(formed),
      timeByPartFigure(formed),
    ],
    settings: Object.entries(options).map(([name, value]) => [
      flagWord(mapSettings[name as keyof MapOptions]),
      typeof value === 'boolean' ? (value ? 'no' : 'yes') : String(value),
    ]),
    footer: `growcone ${summary.version}, seed ${summary.seed}, ${summary.seconds} s of model time`,
  });
}
