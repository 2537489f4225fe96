import { GrowconeError, type Backend, type LiveSimulation } from '@growcone/core';
import type { TopographicMap } from './topographic-map.ts';

/** A map while it forms. Dispose of it when done. */
export class RunningMap implements AsyncDisposable {
  /** The map. */
  readonly map: TopographicMap;
  /** Its network. */
  readonly live: LiveSimulation;

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
    const { dt } = this.map.preset;
    const steps = Math.round(milliseconds / dt);
    if (!(steps >= 1) || Math.abs(steps * dt - milliseconds) > 1e-9 * milliseconds) {
      throw new GrowconeError(
        'MAP_TIME',
        `The time to advance must be a whole number of steps of ${dt} ms, at least one, got ${milliseconds} ms.`,
        { milliseconds, dt },
      );
    }
    const stretch = await this.live.advance(steps);
    return stretch.milliseconds;
  }

  /** Ends it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.live[Symbol.asyncDispose]();
  }
}
