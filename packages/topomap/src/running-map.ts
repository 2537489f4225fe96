import { GrowconeError, type Backend, type LiveSimulation } from '@growcone/core';
import { hazard } from './driven-source.ts';
import type { TopographicMap } from './topographic-map.ts';

/** A map while it forms. Dispose of it when done. */
export class RunningMap implements AsyncDisposable {
  /** The map. */
  readonly map: TopographicMap;
  /** Its network. */
  readonly live: LiveSimulation;
  private readonly known = new Map<Float64Array, Float32Array>();

  private constructor(map: TopographicMap, live: LiveSimulation) {
    this.map = map;
    this.live = live;
  }

  /** Starts a map. @param map - which @param backend - where it runs */
  static async start(map: TopographicMap, backend: Backend): Promise<RunningMap> {
    return new RunningMap(map, await map.network.start(backend));
  }

  /** Model time so far in ms. */
  get milliseconds(): number {
    return this.live.steps * this.map.preset.dt;
  }

  /**
   * Lets time pass.
   *
   * @param milliseconds - how much, a whole number of steps
   * @returns milliseconds by part of a step, where the backend was asked to tell (`cpu({ threads: 1, clock: true })`)
   */
  async advance(milliseconds: number): Promise<Readonly<Record<string, number>>> {
    const parts: Record<string, number> = {};
    const { dt, stimulus } = this.map.preset;
    const each = Math.max(1, Math.round(stimulus.duration / dt));
    const more = Math.round(milliseconds / dt);
    if (!(more >= 1) || Math.abs(more * dt - milliseconds) > 1e-9 * milliseconds) {
      throw new GrowconeError(
        'MAP_TIME',
        `The time to advance must be a whole number of steps of ${dt} ms, at least one, got ${milliseconds} ms.`,
        { milliseconds, dt },
      );
    }
    const end = this.live.steps + more;
    while (this.live.steps < end) {
      const { steps } = this.live;
      const presentation = Math.floor(steps / each);
      const source = this.hazards(this.map.stimulus.rates(presentation));
      const until = Math.min(end, (presentation + 1) * each);
      const stretch = await this.live.advance(until - steps, { source });
      for (const [part, took] of Object.entries(stretch.milliseconds)) parts[part] = (parts[part] ?? 0) + took;
    }
    return parts;
  }

  /** Hazard per step, for each source neuron. */
  private hazards(rates: Float64Array): Float32Array {
    let known = this.known.get(rates);
    if (!known) {
      const { dt } = this.map.preset;
      // A stimulus has as many rates as there are distances, which is few.
      const byRate = new Map<number, number>();
      known = new Float32Array(rates.length);
      for (let n = 0; n < rates.length; n++) {
        const rate = rates[n]!;
        let own = byRate.get(rate);
        if (own === undefined) byRate.set(rate, (own = hazard((rate * dt) / 1000)));
        known[n] = own;
      }
      this.known.set(rates, known);
    }
    return known;
  }

  /** Ends it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.live[Symbol.asyncDispose]();
  }
}
