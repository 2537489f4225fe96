import { Executor } from './executor.ts';
import type { Found, JobResult, RasterRoom } from './job.ts';
import type { FromWorker, Port, Question, ToWorker } from './protocol.ts';

interface Served {
  readonly executor: Executor;
  /** Answers a request for room: one is open at a time. */
  answer: ((room: RasterRoom | undefined) => void) | undefined;
}

/** Does what the main thread asks for, one program beside another. @param port - messages to and from the main thread */
export function serve(port: Port<ToWorker, FromWorker>): void {
  const programs = new Map<number, Served>();

  const find = (program: number): Served => {
    const served = programs.get(program);
    if (!served) throw new Error(`program ${program} is not open`);
    return served;
  };
  const open = (program: number, memory: WebAssembly.Memory): undefined => {
    const served: Served = {
      executor: new Executor(memory, ({ population }, capacity) => {
        port.send({ kind: 'full', program, population, capacity });
        return new Promise((resolve, reject) => {
          served.answer = (room) => (room ? resolve(room) : reject(new Error('no more room for spikes')));
        });
      }),
      answer: undefined,
    };
    programs.set(program, served);
  };
  const act = async (message: Question): Promise<JobResult | Found | undefined> => {
    switch (message.kind) {
      case 'open':
        return open(message.program, message.memory);
      case 'load':
        await find(message.program).executor.load(message.name, message.module);
        return undefined;
      case 'run':
        return find(message.program).executor.run(message.job);
      case 'follow': {
        const { executor } = find(message.program);
        port.send({ kind: 'following', call: message.call });
        executor.follow(message.job);
        return undefined;
      }
      case 'locate':
        return find(message.program).executor.locate(message.job, message.example);
    }
  };

  port.listen((message) => {
    if (message.kind === 'room') {
      const served = find(message.program);
      served.answer?.(message.room);
      served.answer = undefined;
    } else if (message.kind === 'close') {
      programs.delete(message.program);
    } else {
      act(message).then(
        (result) => port.send({ kind: 'done', call: message.call, result }),
        (error: unknown) => port.send({ kind: 'failed', call: message.call, error }),
      );
    }
  });
  port.send({ kind: 'ready' });
}
