/** A type of heartbeat. */
export interface BeatType {
  /** Its symbol in annotations. */
  readonly symbol: string;
  /** What it is. */
  readonly meaning: string;
}

/** All types of heartbeats that annotations of PhysioNet tell apart, in the order of their list. */
export const beatTypes: readonly BeatType[] = [
  { symbol: 'N', meaning: 'normal beat' },
  { symbol: 'L', meaning: 'left bundle branch block beat' },
  { symbol: 'R', meaning: 'right bundle branch block beat' },
  { symbol: 'B', meaning: 'unspecified bundle branch block beat' },
  { symbol: 'A', meaning: 'atrial premature beat' },
  { symbol: 'a', meaning: 'aberrated atrial premature beat' },
  { symbol: 'J', meaning: 'nodal premature beat' },
  { symbol: 'S', meaning: 'supraventricular premature or ectopic beat' },
  { symbol: 'V', meaning: 'premature ventricular contraction' },
  { symbol: 'r', meaning: 'R-on-T premature ventricular contraction' },
  { symbol: 'F', meaning: 'fusion of ventricular and normal beat' },
  { symbol: 'e', meaning: 'atrial escape beat' },
  { symbol: 'j', meaning: 'nodal escape beat' },
  { symbol: 'n', meaning: 'supraventricular escape beat' },
  { symbol: 'E', meaning: 'ventricular escape beat' },
  { symbol: '/', meaning: 'paced beat' },
  { symbol: 'f', meaning: 'fusion of paced and normal beat' },
  { symbol: 'Q', meaning: 'beat that cannot be classified' },
  { symbol: '?', meaning: 'beat that was not classified while learning' },
];
