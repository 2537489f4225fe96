import { GrowconeError } from '../error.ts';
import type { ElementWords } from '../random/words.ts';
import type { Rows } from './rows.ts';
import type { Removals } from './store.ts';

/** Which absent pairs to draw, and how many. */
export interface AbsentQuestion {
  /** The synapses that exist. */
  readonly rows: Rows;
  /** Synapses about to be removed: they count as absent, so a pair pruned now may be drawn again. */
  readonly remove?: Removals;
  /** How many pairs to draw. */
  readonly count: number;
  /** Random words of the attempts; two draws each. */
  readonly draws: ElementWords;
  /** Whether neuron i may connect to neuron i; true between different populations. */
  readonly autapses: boolean;
  /** Pairs that must not be drawn. */
  readonly forbidden?: Rows;
}

/** An {@link AbsentQuestion} with everything filled in. */
export type FullAbsentQuestion = Required<Omit<AbsentQuestion, 'forbidden'>> & Pick<AbsentQuestion, 'forbidden'>;

/** Thrown when more absent pairs are asked for than there are. */
export class TooFewAbsentPairsError extends GrowconeError {
  override readonly name: string = 'TooFewAbsentPairsError';

  /**
   * @param asked - how many were asked for
   * @param available - how many there are
   * @param preSize - number of presynaptic neurons
   * @param postSize - number of postsynaptic neurons
   */
  constructor(asked: number, available: number, preSize: number, postSize: number) {
    super(
      'TOO_FEW_ABSENT_PAIRS',
      `${asked} new synapses were asked for between ${preSize} and ${postSize} neurons, but only ${available} pairs are ` +
        'unconnected and allowed. Ask for fewer synapses, or allow more pairs.',
      { asked, available, preSize, postSize },
    );
  }
}
