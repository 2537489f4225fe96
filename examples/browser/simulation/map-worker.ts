import { mapQuality, RunningMap, topographicMap } from '@growcone/topomap';
import type { Controls, MapNews } from './messages.ts';
import { candidates, startOnFirst } from './start-on-first.ts';
import { serve } from './serve.ts';

/** What a map starts with. */
export interface MapSettings {
  /** Seed of everything random. */
  readonly seed: number;
}

/** What a user may change while a map forms. */
export interface MapControls extends Controls {
  /** Model time by time: 1 is real time, Infinity as fast as it goes. */
  readonly speed: number;
}

/** Milliseconds between two looks at the map. */
const EACH = 200;
/** Milliseconds of model time in one go: as long as a stimulus. */
const STRETCH = 20;

serve<MapSettings, MapControls, MapNews>(async ({ seed }, page) => {
  const map = topographicMap({ seed });
  // So few neurons run on one thread.
  const started = await startOnFirst((backend) => RunningMap.start(map, backend), candidates({ threads: 1 }));
  page.opened(started.on);
  await using running = started.running;

  const tell = async (realTimeFactor: number): Promise<void> => {
    const { pre, post, variables } = await running.live.synapses(map.feedforward);
    const synapses = { pre, post, variables };
    const { sigmaAff, deviation, fields } = mapQuality(map.layer, synapses, 'weights');
    page.tell({
      seconds: running.milliseconds / 1000,
      realTimeFactor,
      spread: sigmaAff,
      deviation,
      centres: { x: Float64Array.from(fields, ({ x }) => x), y: Float64Array.from(fields, ({ y }) => y) },
      afferents: { pre, post, w: variables['w']! },
    });
    await page.turn();
  };
  await tell(0);
  for (;;) {
    const { speed } = page.controls;
    const begun = performance.now();
    let modelled = 0;
    while (modelled < speed * EACH && performance.now() - begun < EACH) {
      await running.advance(STRETCH);
      modelled += STRETCH;
    }
    const early = EACH - (performance.now() - begun);
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    await tell(modelled / (performance.now() - begun));
  }
});
