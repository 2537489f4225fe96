import type { Delivery } from '../schedule/delivery.ts';
import type { ScheduleKind } from '../schedule/phase.ts';

/** What a user may say about how networks run. */
export interface RunSettings {
  /** Bytes that state and records of the examples in work may take. */
  readonly stateBytes: number;
  /** How steps run; chosen from the plan if undefined. */
  readonly schedule: ScheduleKind | undefined;
  /** How spikes find their synapses where steps run on a grid; chosen by cost if undefined. */
  readonly delivery: Delivery | undefined;
}
