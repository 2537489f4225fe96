import type { NotFiniteError } from '@growcone/core';
import { FAULT_WORDS } from '../wgsl/shader.ts';
import type { Compiled } from './code.ts';
import type { ExamplesRoom } from './examples-room.ts';
import type { ExamplesRun } from './examples-run.ts';
import { exampleFault, hasFault, placesPerTurn, type Timed } from './faults.ts';
import type { Work } from './segments.ts';
import { StepRun } from './step-run.ts';

/** Steps that one dispatch runs at most: a driver may take one that lasts seconds for hung. */
const STEPS_AT_ONCE = 256;

/** Runs phases of the examples in work, in order, and finds their first fault. */
export class PhaseRun {
  private readonly with: ExamplesRun;
  private readonly room: ExamplesRoom;
  private readonly numbers: Map<string, number>;
  private readonly count: number;
  private readonly steps: StepRun;
  private readonly timed: Timed[] = [];
  private clock = 0;

  /** @param run - the loop over examples @param room - what they have to themselves @param numbers - for shaders @param count - examples in work */
  constructor(run: ExamplesRun, room: ExamplesRoom, numbers: Map<string, number>, count: number) {
    this.with = run;
    this.room = room;
    this.numbers = numbers;
    this.count = count;
    const { gpu, plan, memory, dispatcher } = run;
    const { listed, faultWords } = room;
    this.steps = new StepRun({ gpu, plan, memory, dispatcher, count, numbers, listed, faultWords });
  }

  /** Runs a phase over steps. @param work - which, and which */
  async run({ phase, begin, end }: Extract<Work, { readonly do: 'sweep' }>): Promise<void> {
    const { stage, input } = this.with;
    const { sweep } = phase;
    const code = this.room.sweeps.phase(phase);
    const before = stage.continues && sweep !== 'none' ? (input.firstStep ?? 0) : 0;
    const first = before + (sweep === 'reverse' ? input.steps + 1 - begin : begin);
    if ('groups' in code) return this.steps.phase(sweep, code, first, end - begin);
    for (let from = begin; from < end; from += STEPS_AT_ONCE) {
      const to = Math.min(end, from + STEPS_AT_ONCE);
      const direction = sweep === 'reverse' ? -1 : 1;
      this.dispatch(code, from, to, first + direction * (from - begin), direction);
    }
  }

  /** The first fault, when all is done. @param first - the first of the examples in work */
  async fault(first: number): Promise<NotFiniteError | undefined> {
    const { gpu, plan, memory, stage } = this.with;
    if (stage.schedule === 'grid') return this.steps.fault(stage.continues ? undefined : first);
    const words = await gpu.read(memory.buffers.faults.buffer, 0, 4 * FAULT_WORDS * this.count);
    if (!hasFault(words)) return undefined;
    return exampleFault(plan, await memory.allFetched(), words, this.timed, first);
  }

  private dispatch(compiled: Compiled, from: number, to: number, step: number, direction: 1 | -1): void {
    const { gpu, dispatcher } = this.with;
    const { shader } = compiled;
    this.numbers.set('begin', from).set('end', to).set('clock', this.clock);
    dispatcher.run(compiled, this.numbers, this.count);
    // Drivers count the time of what is handed over at once.
    gpu.commands.submit();
    this.timed.push({ shader, clock: this.clock, first: step, direction });
    this.clock += (to - from) * placesPerTurn(shader);
  }
}
