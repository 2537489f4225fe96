import type { Fields } from './fields.ts';
import { mathFunctions } from './math.ts';
import { philoxFunctions } from './philox.ts';
import { spikeFunctions } from './spikes-memory.ts';
import { storeFunctions } from './stores.ts';

/** A value that a shader stores, in the order of its notes. */
export interface Noted {
  /** The array. */
  readonly array: number;
  /** The kernel that stores it. */
  readonly kernel: string;
}

/** A generated shader. */
export interface Shader {
  /** Its name, for errors and profiles. */
  readonly name: string;
  /** WGSL with the entry point `main`. */
  readonly code: string;
  /** Numbers that it needs with every dispatch, in order. */
  readonly fields: readonly string[];
  /** Values whose faults it notes. */
  readonly noted: readonly Noted[];
}

/** Buffers by binding; binding 0 holds the {@link Fields}. At most 8 storage buffers are there on every GPU. */
export const bindings = ['topology', 'fixed', 'example', 'shards', 'io', 'spikes', 'faults'] as const;

/** Words in which an example's first fault is noted: its place in order, element and bits. */
export const FAULT_WORDS = 4;

/** Buffers of shaders that draw pairs and edit rows: these have lists of their own, and note no faults. */
export const drawingBindings = [
  'topology',
  'fixed',
  'example',
  'shards',
  'io',
  'spikes',
  'drawingMarks',
  'drawingLists',
] as const;

/** Name of a storage buffer. */
export type BindingName = (typeof bindings)[number] | (typeof drawingBindings)[number];

const NUMBERS = 'array<f32>';
const WORDS = 'array<u32>';
const ATOMIC_WORDS = 'array<atomic<u32>>';

const TYPES: Readonly<Record<BindingName, string>> = {
  topology: WORDS,
  fixed: NUMBERS,
  example: NUMBERS,
  shards: NUMBERS,
  io: NUMBERS,
  spikes: ATOMIC_WORDS,
  faults: ATOMIC_WORDS,
  drawingMarks: ATOMIC_WORDS,
  drawingLists: WORDS,
};

/** Whether a shader with these buffers only reads one of them. @param names - the buffers @param name - one of them */
export const isReadOnly = (names: readonly BindingName[], name: BindingName): boolean =>
  name === 'topology' && !names.includes('drawingLists');

const buffersText = (names: readonly BindingName[]): string =>
  names
    .map((name, i) => {
      const access = isReadOnly(names, name) ? 'read' : 'read_write';
      return `@group(0) @binding(${i + 1}) var<storage, ${access}> ${name}: ${TYPES[name]};`;
    })
    .join('\n');

const declarations = (names: readonly BindingName[]): string => `@group(0) @binding(0) var<uniform> P: Fields;
${buffersText(names)}

// Which of how many lanes this is; which example is in work, where its state and its spikes start, and its gradient shard.
var<private> lane: u32;
var<private> lanes: u32;
var<private> slot: u32;
var<private> copy: u32;
var<private> base: u32;
var<private> spikeBase: u32;
var<private> shard: u32;

fn enter(e: u32) {
  slot = e;
  copy = P.first + e;
  base = e * P.stride;
  spikeBase = e * P.spikeStride;
}

fn isFinite(value: f32) -> bool {
  return (bitcast<u32>(value) & 0x7f800000u) != 0x7f800000u;
}`;

/** Puts a shader together. @param name - its name @param fields - the numbers that it uses @param noted - what it notes @param parts - its own declarations and functions @param buffers - its buffers */
export function shader(
  name: string,
  fields: Fields,
  noted: readonly Noted[],
  parts: readonly string[],
  buffers: readonly BindingName[] = bindings,
): Shader {
  for (const always of ['first', 'stride', 'spikeStride', 'rows']) fields.use(always);
  const common = [declarations(buffers), mathFunctions, philoxFunctions, spikeFunctions, storeFunctions];
  const text = [fields.struct, ...common, ...parts];
  return { name, code: `${indented(text.join('\n\n'))}\n`, fields: fields.names, noted };
}

/** Indents by braces, for people who read a shader. @param text - the shader */
export function indented(text: string): string {
  let depth = 0;
  return text
    .split('\n')
    .map((line) => {
      const bare = line.trim();
      const closes = bare.startsWith('}');
      const shown = `${'  '.repeat(Math.max(0, depth - (closes ? 1 : 0)))}${bare}`;
      depth += (bare.match(/\{/g)?.length ?? 0) - (bare.match(/\}/g)?.length ?? 0);
      return shown;
    })
    .join('\n');
}
