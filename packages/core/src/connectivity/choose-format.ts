import { GrowconeError, suggest } from '../error.ts';
import { indexBits } from './index-bits.ts';
import type { StoreFormat } from './store.ts';

/** The storage formats. */
const storeFormats: readonly StoreFormat[] = ['dense', 'rows', 'growable-rows', 'bit-mask'];

/** What decides how a projection is stored. */
export interface FormatQuestion {
  /** Share of all pairs that are connected, above 0 and at most 1. */
  readonly density: number;
  /** Whether a rewiring rule edits it. */
  readonly rewired: boolean;
  /** Whether all synapses share one value of every variable, for good; no if left out. */
  readonly sharedValues?: boolean;
  /** Whether a pair may have several synapses; no if left out. */
  readonly multapses?: boolean;
  /** Whether something reads the synapses of a postsynaptic neuron. */
  readonly columns: boolean;
  /** Number of postsynaptic neurons; many if left out. */
  readonly postSize?: number;
  /** Formats that the backend supports; all if left out. */
  readonly supported?: readonly StoreFormat[];
  /** The user's own choice. */
  readonly override?: StoreFormat | undefined;
}

/** Thrown when a projection cannot be stored in the format asked for, or in none that the backend supports. */
export class StoreFormatError extends GrowconeError {
  override readonly name: string = 'StoreFormatError';

  /**
   * @param problem - what is wrong, what was got, what is allowed, what to do
   * @param fields - the values the message is made of
   */
  constructor(problem: string, fields: Readonly<Record<string, unknown>>) {
    super('STORAGE_FORMAT', problem, fields);
  }
}

// Measured: adding a dense row costs a fifth of a sparse scatter per synapse.
const DENSE_FROM = 0.2;

/**
 * The storage format of a projection: growable rows where it is rewired; else dense above a fifth of all pairs, a bit mask where
 * synapses share their values and a bit per pair is smaller than a list, and compressed rows otherwise. The user's
 * choice wins where it is possible.
 *
 * @param question - what decides it
 */
export function chooseFormat(question: FormatQuestion): StoreFormat {
  const supported = question.supported ?? storeFormats;
  const { override } = question;
  if (override !== undefined) {
    const reason = obstacle(override, question);
    if (reason) throw new StoreFormatError(reason, { override });
    if (!supported.includes(override)) {
      throw new StoreFormatError(
        `The backend does not store '${override}'. It stores: ${supported.join(', ')}. Leave the format out to have one chosen.`,
        { override, supported },
      );
    }
    return override;
  }
  const format = preference(question).find((f) => supported.includes(f) && obstacle(f, question) === undefined);
  if (!format) {
    throw new StoreFormatError(
      `The backend stores ${supported.join(', ')}, and none of them can hold this projection ` +
        `(rewired: ${question.rewired}, multapses: ${question.multapses ?? false}). Use another backend, or leave out the rewiring.`,
      { supported, rewired: question.rewired, multapses: question.multapses ?? false },
    );
  }
  return format;
}

/** All formats, the best first. */
function preference({
  density,
  rewired,
  sharedValues = false,
  columns,
  postSize = Infinity,
}: FormatQuestion): readonly StoreFormat[] {
  if (rewired) return ['growable-rows'];
  const indexWidth = indexBits(postSize);
  if (sharedValues && !columns && density * indexWidth > 1) return ['bit-mask', 'rows', 'dense', 'growable-rows'];
  if (density > DENSE_FROM) return ['dense', 'rows', 'growable-rows'];
  return ['rows', 'growable-rows', 'dense'];
}

/** Why a format cannot hold a projection; undefined if it can. */
function obstacle(
  format: StoreFormat,
  { rewired, sharedValues, multapses, columns }: FormatQuestion,
): string | undefined {
  switch (format) {
    case 'growable-rows':
      return multapses
        ? `'growable-rows' holds one synapse per pair. Connect without multapses, or use 'rows'.`
        : undefined;
    case 'rows':
      return rewired ? `'rows' cannot be rewired. Use 'growable-rows' or leave the format out.` : undefined;
    case 'dense':
      if (rewired) return `'dense' cannot be rewired. Use 'growable-rows' or leave the format out.`;
      return multapses ? `'dense' holds one synapse per pair. Connect without multapses, or use 'rows'.` : undefined;
    case 'bit-mask':
      if (rewired) return `'bit-mask' cannot be rewired. Use 'growable-rows' or leave the format out.`;
      if (multapses) return `'bit-mask' holds one synapse per pair. Connect without multapses, or use 'rows'.`;
      if (!sharedValues)
        return `'bit-mask' keeps one value for all synapses, and these differ or learn. Use 'rows' or 'dense'.`;
      return columns ? `'bit-mask' keeps no columns, and something reads them. Use 'rows' or 'dense'.` : undefined;
    default:
      format satisfies never;
      return `There is no storage format '${String(format)}'.${suggest(String(format), storeFormats)} There are: ${storeFormats.join(', ')}.`;
  }
}
