import type { Place } from '@growcone/core';
import { ByteWriter } from '../wasm/byte-writer.ts';
import type { Local } from '../wasm/code.ts';
import type { Level } from './dependence.ts';
import type { GatherTable } from './gather-table.ts';
import type { Lanes } from './lanes.ts';

/** Where the elements at a place are: byte offsets that are added to the base of an array. */
export type PlaceOffset =
  /** Consecutive elements from `offset + shift`. */
  | { readonly kind: 'contiguous'; readonly offset: Local; readonly shift: number }
  /** One offset per lane. */
  | { readonly kind: 'gathered'; readonly offsets: readonly Local[] };

/** Offsets of the places that a loop level knows. The network's single element is always at 0. */
export type Places = Readonly<Partial<Record<Exclude<Place, 'network'>, PlaceOffset>>>;

/** One of several frames that work on neighbouring vectors in one round of a loop. */
export interface Beside {
  /** How many there are. */
  readonly count: number;
  /** Which one this is. */
  readonly index: number;
  /** Random words that one call drew for all of them, by draw. */
  readonly words: Map<string, readonly Local[]>;
}

/** One run through a loop body while it is written: its instructions and the values it already has. */
export class Frame {
  /** How deep in the loop nest it is. */
  readonly level: Level;
  /** Instructions for the values of this frame. */
  readonly lanes: Lanes;
  /** The loop body around this one. */
  readonly parent: Frame | undefined;
  /** Places known here. */
  readonly places: Places;
  /** Where its instructions go. */
  readonly segment: ByteWriter;
  /** Base plus offset, by both locals; shared by frames that are unrolled side by side. */
  readonly addresses: Map<string, Local>;
  /** Mask of the lanes that exist, where some do not. */
  readonly valid: Local | undefined;
  /** Takes values that depend on the postsynaptic neuron alone, where several rows are walked at once. */
  readonly postFrame: Frame | undefined;
  /** Holds values of the postsynaptic neurons side by side. */
  readonly table: GatherTable | undefined;
  /** Where this frame is among frames that work on neighbours side by side. */
  readonly beside: Beside | undefined;
  /** Whether it is for one neuron out of turn, so that no neighbour has drawn for it. */
  readonly alone: boolean;
  /** Values by node. */
  readonly values: Map<number, Local> = new Map();
  /** Values of this frame repeated in four lanes, for loops inside of it. */
  readonly repeated: Map<number, Local> = new Map();

  /** @param parts - see the fields */
  constructor(parts: {
    readonly level: Level;
    readonly lanes: Lanes;
    readonly parent?: Frame;
    readonly places: Places;
    readonly segment?: ByteWriter;
    readonly addresses?: Map<string, Local>;
    readonly postFrame?: Frame | undefined;
    readonly valid?: Local | undefined;
    readonly beside?: Beside | undefined;
    readonly table?: GatherTable | undefined;
    readonly alone?: boolean;
  }) {
    this.level = parts.level;
    this.lanes = parts.lanes;
    this.parent = parts.parent;
    this.places = parts.places;
    this.segment = parts.segment ?? new ByteWriter();
    this.addresses = parts.addresses ?? new Map();
    this.postFrame = parts.postFrame;
    this.valid = parts.valid;
    this.beside = parts.beside;
    this.table = parts.table;
    this.alone = parts.alone ?? false;
  }
}
