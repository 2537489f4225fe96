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

const declarations = `@group(0) @binding(0) var<uniform> P: Fields;
@group(0) @binding(1) var<storage, read> topology: array<u32>;
@group(0) @binding(2) var<storage, read_write> fixed: array<f32>;
@group(0) @binding(3) var<storage, read_write> example: array<f32>;
@group(0) @binding(4) var<storage, read_write> shards: array<f32>;
@group(0) @binding(5) var<storage, read_write> io: array<f32>;
@group(0) @binding(6) var<storage, read_write> spikes: array<atomic<u32>>;
@group(0) @binding(7) var<storage, read_write> faults: array<atomic<u32>>;

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

/** Puts a shader together. @param name - its name @param fields - the numbers that it uses @param noted - what it notes @param parts - its own declarations and functions */
export function shader(name: string, fields: Fields, noted: readonly Noted[], parts: readonly string[]): Shader {
  for (const always of ['first', 'stride', 'spikeStride', 'rows']) fields.use(always);
  const text = [fields.struct, declarations, mathFunctions, philoxFunctions, spikeFunctions, storeFunctions, ...parts];
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
