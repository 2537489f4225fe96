import { LifecycleError } from '@growcone/core';
import { WorkerError } from './errors.ts';
import type { Found, JobResult, RasterRoom } from './job.ts';
import type { FromWorker, Notice, Question } from './protocol.ts';
import type { Crew, GiveRoom, Team } from './team.ts';
import { startThread, type Thread } from './thread.ts';

type Answer = JobResult | Found | undefined;
/** A question before it has its number. */
type Unnumbered = Question extends infer Q ? (Q extends Question ? Omit<Q, 'call'> : never) : never;

/** One thread with the questions that it has not answered yet. */
class Worker {
  /** Settles when it has started. */
  readonly ready: Promise<void>;
  private readonly thread: Thread;
  private readonly open = new Map<
    number,
    { resolve: (answer: Answer) => void; reject: (error: unknown) => void; started: () => void }
  >();
  private calls = 0;
  private failure: unknown;

  /** @param thread - the thread @param giveRoom - finds more room for spikes */
  constructor(thread: Thread, giveRoom: (message: Extract<FromWorker, { kind: 'full' }>) => RasterRoom | undefined) {
    this.thread = thread;
    let started: () => void = () => {};
    let failed: (error: unknown) => void = () => {};
    this.ready = new Promise((resolve, reject) => {
      started = resolve;
      failed = reject;
    });
    // Whoever waits gets the error; nobody waiting is no error.
    this.ready.catch(() => {});
    let noRoom: unknown;
    thread.hold(true);
    thread.listen((message) => {
      if (message.kind === 'full') {
        let room: RasterRoom | undefined;
        try {
          room = giveRoom(message);
        } catch (error) {
          // The worker stops its run and answers; then this is the reason.
          noRoom = error;
        }
        return thread.send({ kind: 'room', program: message.program, room });
      }
      if (message.kind === 'ready') {
        started();
        return this.rest();
      }
      const call = this.open.get(message.call);
      if (message.kind === 'following') return call?.started();
      this.open.delete(message.call);
      this.rest();
      if (message.kind === 'done') return call?.resolve(message.result);
      call?.reject(
        noRoom ?? new WorkerError(`A worker thread failed: ${text(message.error)}.`, { cause: message.error }),
      );
      noRoom = undefined;
    });
    thread.onFailure((cause) => {
      this.failure = new WorkerError(`A worker thread ended by itself: ${text(cause)}.`, { cause });
      failed(this.failure);
      this.rejectAll(this.failure);
    });
  }

  /** Asks a question. @param question - the question @param begun - called when the worker says that it has begun to follow */
  ask(question: Unnumbered, begun: () => void = () => {}): Promise<Answer> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      const call = this.calls++;
      this.open.set(call, { resolve, reject, started: begun });
      this.thread.hold(true);
      try {
        this.thread.send({ ...question, call } as Question);
      } catch (error) {
        this.open.delete(call);
        this.rest();
        reject(error);
      }
    });
  }

  tell(message: Notice): void {
    this.thread.send(message);
  }

  async end(): Promise<void> {
    this.failure = new LifecycleError('DISPOSED', 'The CPU device was disposed while a run was under way.');
    this.rejectAll(this.failure);
    await this.thread.terminate();
  }

  private rest(): void {
    if (this.open.size === 0) this.thread.hold(false);
  }

  private rejectAll(error: unknown): void {
    for (const { reject } of this.open.values()) reject(error);
    this.open.clear();
    this.rest();
  }
}

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Worker threads that share the memories of programs. @param size - how many */
export function threadTeam(size: number): Team {
  const rooms = new Map<number, GiveRoom>();
  let programs = 0;
  const workers = Array.from(
    { length: size },
    (_, index) =>
      new Worker(startThread(), ({ program, population, capacity }) =>
        rooms.get(program)?.(index, population, capacity),
      ),
  );
  const everywhere = (question: Unnumbered): Promise<unknown> => Promise.all(workers.map((w) => w.ask(question)));

  return {
    size,
    threaded: true,
    open: async (memory, giveRoom): Promise<Crew> => {
      const program = programs++;
      rooms.set(program, giveRoom);
      await Promise.all(workers.map((worker) => worker.ready));
      await everywhere({ kind: 'open', program, memory });
      return {
        size,
        load: async (name, module) => {
          await everywhere({ kind: 'load', program, name, module });
        },
        run: async (jobs) => {
          // All must have stopped before an error is passed on: nobody may work on memory that is reused.
          const answers = await Promise.allSettled(
            jobs.map((job, i) => workers[i]!.ask({ kind: 'run', program, job })),
          );
          return answers.map((answer) => {
            if (answer.status === 'rejected') throw answer.reason;
            // `run` is answered with nothing else.
            return answer.value as JobResult;
          });
        },
        follow: (jobs) => {
          const calls = jobs.map((job, i) => {
            let begun: () => void = () => {};
            const started = new Promise<void>((resolve) => (begun = resolve));
            const finished = workers[i]!.ask({ kind: 'follow', program, job }, begun);
            return { started: Promise.race([started, finished]), finished };
          });
          const all = async (promises: readonly Promise<unknown>[]): Promise<void> => {
            for (const answer of await Promise.allSettled(promises))
              if (answer.status === 'rejected') throw answer.reason;
          };
          return { started: all(calls.map((c) => c.started)), finished: all(calls.map((c) => c.finished)) };
        },
        locate: async (job, example) =>
          (await workers[0]!.ask({ kind: 'locate', program, job, example })) as Found | undefined,
        close: () => {
          rooms.delete(program);
          for (const worker of workers) worker.tell({ kind: 'close', program });
        },
      };
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.end()));
    },
  };
}
