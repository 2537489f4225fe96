import { grid, presets } from '@growcone/topomap';
import type { MapControls, MapSettings } from '../simulation/map-worker.ts';
import type { MapNews } from '../simulation/messages.ts';
import { choice } from './choice.ts';
import { chooseNeuron } from './choose-neuron.ts';
import { showFacts } from './facts.ts';
import { find } from './find.ts';
import { panel } from './panel.ts';
import { drawCentres, drawField } from './receptive-fields.ts';

/** The map that forms. @param root - its section of the page */
export function mapPanel(root: ParentNode): void {
  const centres = find(root, '.centres', SVGSVGElement);
  const field = find(root, '.field', SVGSVGElement);
  const layer = grid(presets.knight2025.side);
  let last: MapNews | undefined;

  const draw = (): void => {
    if (!last) return;
    drawCentres(centres, last.centres, layer, neuron());
    drawField(field, last.afferents, layer, neuron());
  };
  const run = panel<MapSettings, MapControls, MapNews>(root, {
    worker: () => new Worker(new URL('../simulation/map-worker.ts', import.meta.url), { type: 'module' }),
    settings: () => ({ seed: 1 }),
    controls: (paused) => ({ paused, speed: speed() }),
    clear: () => {
      last = undefined;
      centres.replaceChildren();
      field.replaceChildren();
      showFacts(root, {});
    },
    show: (news) => {
      last = news;
      const { seconds, realTimeFactor, spread, deviation, afferents } = news;
      showFacts(root, {
        time: `${seconds.toFixed(1)} s`,
        factor: `${realTimeFactor.toFixed(1)} ×`,
        spread: spread.toFixed(2),
        deviation: deviation.toFixed(2),
        synapses: String(afferents.pre.length),
      });
      draw();
    },
  });
  const neuron = chooseNeuron(field, layer, draw);
  const speed = choice(root, 'speed', {
    values: [1, 2, 5, 10, 20, Infinity],
    initial: 10,
    text: (value) => (Number.isFinite(value) ? `${value} ×` : 'as fast as it goes'),
    chosen: run.changed,
  });
  run.restart();
}
