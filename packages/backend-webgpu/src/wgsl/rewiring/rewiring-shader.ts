import { GRID_LANES } from '../grid-shaders.ts';
import { indented, type Shader } from '../shader.ts';
import { reportConstants } from './report.ts';

/** Storage buffers of shaders that rewire, by binding; binding 0 holds their numbers. They may change synapse indices. */
export const rewiringBindings = ['topology', 'fixed', 'scratch', 'faults'] as const;

/** What a shader that rewires is made of. */
export interface RewiringText {
  /** Its name, for errors and profiles. */
  readonly name: string;
  /** Functions, and memory of the workgroup. */
  readonly functions?: string;
  /** What each lane does, in terms of `lane`, `lanes`, and within a workgroup `local`. */
  readonly main: string;
  /** Lanes of a workgroup. */
  readonly lanes?: number;
  /** Whether lanes work on the same numbers of the working memory, as {@link RewiringText.main} does with `&scratch[i]`. */
  readonly atomic?: boolean;
}

/** Bit of a source that is a birth instead of a synapse. */
const BORN = 0x80000000;
/** A place that does not exist. */
export const NOWHERE = 0xffffffff;

const constants = `const BORN = ${BORN}u;\nconst NOWHERE = ${NOWHERE}u;\n${reportConstants}`;

/** Reads and writes of the working memory. */
const access = (atomic: boolean): string =>
  atomic
    ? 'fn at(i: u32) -> u32 { return atomicLoad(&scratch[i]); }\nfn put(i: u32, value: u32) { atomicStore(&scratch[i], value); }'
    : 'fn at(i: u32) -> u32 { return scratch[i]; }\nfn put(i: u32, value: u32) { scratch[i] = value; }';

/**
 * A shader that rewires. Its text does not depend on the network: where things lie, and how many there are, are numbers `P.name`.
 *
 * @param text - what it is made of
 */
export function rewiringShader({
  name,
  functions = '',
  main,
  lanes = GRID_LANES,
  atomic = false,
}: RewiringText): Shader {
  const named = [...`${functions}\n${main}`.matchAll(/\bP\.(\w+)/g)].map(([, field]) => field);
  const fields = [...new Set(['report', ...named])];
  const text = `struct Fields {
${fields.map((field) => `${field}: u32,`).join('\n')}
}

@group(0) @binding(0) var<uniform> P: Fields;
@group(0) @binding(1) var<storage, read_write> topology: array<u32>;
@group(0) @binding(2) var<storage, read_write> fixed: array<f32>;
@group(0) @binding(3) var<storage, read_write> scratch: array<${atomic ? 'atomic<u32>' : 'u32'}>;
@group(0) @binding(4) var<storage, read_write> faults: array<u32>;

var<private> lane: u32;
var<private> lanes: u32;

${constants}

${access(atomic)}

// Words of the report, which lies at P.report.
fn told(word: u32) -> u32 { return at(P.report + word); }
fn tell(word: u32, value: u32) { put(P.report + word, value); }

${functions}

@compute @workgroup_size(${lanes})
fn main(
@builtin(global_invocation_id) id: vec3<u32>,
@builtin(num_workgroups) groups: vec3<u32>,
@builtin(local_invocation_index) local: u32,
) {
lane = id.x;
lanes = groups.x * ${lanes}u;
${main}
}`;
  return { name, code: `${indented(text)}\n`, fields, noted: [] };
}
