import { NotFiniteError, type Plan } from '@growcone/core';
import type { Gpu } from '../gpu/gpu.ts';
import { PackedBuffer } from '../gpu/packed-buffer.ts';
import { drawingRules, drawn, listWords, marked, movedArrays } from '../wgsl/drawing/drawing-lists.ts';
import { drawingShaders, type DrawingShader } from '../wgsl/drawing/drawing-shaders.ts';
import { GRID_LANES } from '../wgsl/grid-shaders.ts';
import { isReadOnly, drawingBindings } from '../wgsl/shader.ts';
import { Binder, bufferLayout } from './binder.ts';
import type { Compiled } from './code.ts';
import type { Numbers } from './dispatcher.ts';
import type { ProgramMemory } from './memory.ts';

/** Numbers that a rewiring needs of a run, where it is none of a network that runs on: no step, no spikes. */
const AT_REST = { t: 0, origin: 0, firstStep: 0, rows: 0, steps: 0, first: 0, stride: 0, spikeStride: 0, update: 0 };

/** A dispatch of a rewiring. */
interface Drawing extends Compiled, Pick<DrawingShader, 'groups'> {}

/** A dispatch of a rewiring with its numbers. */
interface Prepared {
  readonly drawing: Drawing;
  readonly groups: number;
  readonly values: Uint32Array<ArrayBuffer>;
}

/** What a `Drawings` is made of. */
interface Parts {
  readonly gpu: Gpu;
  readonly plan: Plan;
  readonly memory: ProgramMemory;
  readonly code: ReadonlyMap<number, readonly Drawing[]>;
  readonly layout: GPUBindGroupLayout;
  readonly marks: PackedBuffer;
  readonly lists: PackedBuffer;
}

/** A value at birth that was not finite. */
export interface BirthFault {
  /** The step in which the synapse came. */
  readonly step: number;
  /** The error. */
  readonly error: NotFiniteError;
}

/** Workgroups over synapses: as many as keep a large GPU busy. */
const MOST_GROUPS = 4096;

/** The rewirings of a program that draw pairs, wholly on the GPU: they are encoded between steps, and the host learns later what they did. */
export class Drawings {
  private readonly parts: Parts;
  private readonly binder: Binder;
  private changes: readonly number[] = [];
  private prepared: ReadonlyMap<number, readonly Prepared[]> = new Map();

  private constructor(parts: Parts) {
    this.parts = parts;
    const fields = [...parts.code.values()].flat().map(({ shader }) => shader.fields.length);
    this.binder = new Binder(parts.gpu, parts.layout, Math.max(1, ...fields));
  }

  /** Compiles the rewirings of a plan that draw pairs. @param gpu - the GPU @param plan - the plan @param memory - what they work on */
  static async create(gpu: Gpu, plan: Plan, memory: ProgramMemory): Promise<Drawings> {
    const layout = bufferLayout(gpu, drawingBindings, (name) => isReadOnly(drawingBindings, name));
    const pipelineLayout = gpu.device.createPipelineLayout({ bindGroupLayouts: [layout] });
    const code = new Map<number, readonly Drawing[]>();
    for (const rule of drawingRules(plan)) {
      const compiled = drawingShaders(plan, rule).map(async ({ shader, groups }): Promise<Drawing> => {
        return { shader, groups, pipeline: await gpu.pipeline(shader.name, shader.code, pipelineLayout) };
      });
      code.set(rule.id, await Promise.all(compiled));
    }
    const [marks, lists] = await Promise.all(
      ['marks', 'lists'].map((what) => PackedBuffer.create(gpu, `the ${what} of rewirings`)),
    );
    await marks.arrange(new Map([['all', Math.max(1, ...drawingRules(plan).map((rule) => marked(rule).end))]]));
    return new Drawings({ gpu, plan, memory, code, layout, marks, lists });
  }

  /** Makes room for rewirings, and finds where things lie. @param times - how often each will be encoded before the next call, by rewiring @param numbers - numbers of the run; what lies elsewhere afterwards is set anew @returns whether something does */
  async reserve(times: ReadonlyMap<number, number>, numbers: Map<string, number>): Promise<boolean> {
    const { plan, memory, lists } = this.parts;
    let moved = false;
    for (const rule of drawingRules(plan)) {
      const most = rule.attempts * (times.get(rule.id) ?? 0);
      if (most > 0 && (await memory.expect(rule.store, most))) moved = true;
    }
    if (moved) for (const [name, value] of memory.numbers()) numbers.set(name, value);
    const rooms = drawingRules(plan).map((r) => movedArrays(plan, r.store) * memory.stores[r.store].places);
    await lists.arrange(new Map([['all', listWords(plan) + Math.max(0, ...rooms)]]));
    if (moved || this.prepared.size === 0) this.prepare(numbers);
    return moved;
  }

  /** Begins a run: what was before is forgotten. @param numbers - numbers of the run */
  begin(numbers: Numbers): void {
    const { plan, lists } = this.parts;
    if (lists.bytes('all') > 0) lists.clear('all', drawn.changed + plan.rewirings.length);
    this.prepare(numbers);
  }

  /** Rewires once all that was encoded is done. @param rule - the rewiring @param t - the step */
  encode(rule: number, t: number): void {
    const { gpu, memory, marks, lists, plan } = this.parts;
    const own = { drawingMarks: marks, drawingLists: lists };
    const group = this.binder.group(
      drawingBindings.map(
        (name) => (name in own ? own[name as keyof typeof own] : memory.buffers[name as 'fixed']).buffer,
      ),
    );
    for (const { drawing, groups, values } of this.prepared.get(rule) ?? []) {
      const at = drawing.shader.fields.indexOf('t');
      if (at >= 0) values[at] = t;
      const { shader, pipeline } = drawing;
      gpu.commands.dispatch(
        { name: shader.name, pipeline, group, numbers: values, groups: [groups, 1] },
        this.binder.bound,
      );
    }
    memory.stores[plan.rewirings[rule].store].edited();
  }

  /** Learns what the rewirings since {@link Drawings.begin} did, when all is done. @returns the first value at birth that was not finite */
  async finish(): Promise<BirthFault | undefined> {
    const { gpu, plan, memory, lists } = this.parts;
    for (const { spec, drawn: edits } of memory.stores) if (edits) await memory.count(spec.id);
    this.changes = plan.rewirings.map(() => 0);
    if (lists.bytes('all') === 0) return undefined;
    const head = await gpu.read(lists.buffer, 0, 4 * (drawn.changed + plan.rewirings.length));
    const words = new Uint32Array(head);
    this.changes = plan.rewirings.map(({ id }) => words[drawn.changed + id]);
    if (words[drawn.faulty] === 0) return undefined;
    return {
      step: words[drawn.faultStep],
      error: faultOf(plan, words, new Float32Array(head)[drawn.faultBits]),
    };
  }

  /** Synapses that came and went in the last run, by rewiring. */
  get changed(): readonly number[] {
    return this.changes;
  }

  /** Frees its memory. */
  destroy(): void {
    this.parts.marks.destroy();
    this.parts.lists.destroy();
  }

  private prepare(numbers: Numbers): void {
    const { code, plan, memory } = this.parts;
    const known = new Map([...Object.entries(AT_REST), ...numbers]);
    const prepared = [...code].map(([rule, drawings]): [number, readonly Prepared[]] => {
      const { places } = memory.stores[plan.rewirings[rule].store];
      const over = Math.min(MOST_GROUPS, Math.ceil(places / GRID_LANES) || 1);
      const ready = drawings.map((drawing): Prepared => {
        // Where nothing spikes, nothing has a place.
        const values = Uint32Array.from(drawing.shader.fields, (name) => known.get(name) ?? 0);
        return { drawing, values, groups: drawing.groups === 'synapses' ? over : drawing.groups };
      });
      return [rule, ready];
    });
    this.prepared = new Map(prepared);
  }
}

function faultOf({ rewirings, stores }: Plan, words: Uint32Array, value: number): NotFiniteError {
  const rule = rewirings[words[drawn.faultRule]];
  const { name, variables } = stores[rule.store];
  return new NotFiniteError({
    variable: `${variables[words[drawn.faultVariable]].name} (at birth, ${rule.name})`,
    projection: name,
    pre: words[drawn.faultPre],
    post: words[drawn.faultPost],
    value,
    ...(words[drawn.faultStep] > 0 ? { step: words[drawn.faultStep] } : {}),
  });
}
