import type { Check } from './check.ts';
import { LawBrokenError, type Bound } from './law-broken-error.ts';

/** Names the element at a position of a list, for failures: `neuron 3 at step 7`. */
export type Where = (position: number) => string;

/** Compares what a check finds with what its law demands. */
export interface Judge {
  /** Compares by another law, or says more exactly what was run. @param rest - what differs */
  under(rest: { readonly law?: string; readonly input?: string }): Judge;
  /** Demands equal numbers. @param what - what they are @param expected - by the law @param got - what was found @param where - names a position */
  equal(what: string, expected: ArrayLike<number>, got: ArrayLike<number>, where?: Where): void;
  /** Demands close numbers. @param what - what they are @param expected - by the law @param got - what was found @param bound - how close @param where - names a position */
  close(what: string, expected: ArrayLike<number>, got: ArrayLike<number>, bound: Bound, where?: Where): void;
  /** Demands a truth. @param what - what was looked at @param truth - whether it is as it should be @param expected - how it should be @param got - how it is */
  holds(what: string, truth: boolean, expected: string, got: string): void;
  /** Demands an error whose message names things. @param what - what was done @param work - does it @param names - what the message must contain */
  rejects(what: string, work: () => unknown, names?: readonly string[]): Promise<void>;
}

/**
 * A check.
 *
 * @param name - what is checked
 * @param law - the law, in one sentence
 * @param input - what is run
 * @param body - the check itself
 */
export const makeCheck = (
  name: string,
  law: string,
  input: string,
  body: (judge: Judge) => Promise<void> | void,
): Check => ({
  name,
  law,
  async run() {
    try {
      await body(judgeOf(law, input));
    } catch (error) {
      if (error instanceof LawBrokenError) throw error;
      // What a plugin throws says nothing of the law that was looked at, nor of the input.
      const finding = {
        law,
        input,
        what: 'the run',
        expected: 'no error',
        got: `an error: ${String(error).replace(/\.$/, '')}`,
      };
      throw new LawBrokenError(finding, error);
    }
  },
});

/** Compares by a law. @param law - the law @param input - what was run */
function judgeOf(law: string, input: string): Judge {
  const fail = (what: string, expected: string, got: string, bound?: Bound | 'equal'): never => {
    throw new LawBrokenError({ law, input, what, expected, got, ...(bound ? { bound } : {}) });
  };
  const sameLength = (what: string, expected: ArrayLike<number>, got: ArrayLike<number> | undefined): void => {
    if (got === undefined) fail(what, `${expected.length} values`, 'none');
    else if (got.length !== expected.length) fail(what, `${expected.length} values`, `${got.length}`);
  };
  const at = (what: string, { length }: ArrayLike<number>, where: Where | undefined, i: number): string => {
    if (where) return `${what}, ${where(i)}`;
    return length > 1 ? `${what}, position ${i}` : what;
  };
  return {
    under: (rest) => judgeOf(rest.law ?? law, rest.input ?? input),
    equal(what, expected, got, where) {
      sameLength(what, expected, got);
      for (let i = 0; i < expected.length; i++) {
        if (expected[i] !== got[i]) fail(at(what, expected, where, i), `${expected[i]}`, `${got[i]}`, 'equal');
      }
    },
    close(what, expected, got, bound, where) {
      sameLength(what, expected, got);
      let worst = 0;
      let place = -1;
      for (let i = 0; i < expected.length; i++) {
        const distance = Math.abs(expected[i] - got[i]);
        // NaN is no distance: it must fail, so it is not compared with `>`.
        if (distance <= bound.value) continue;
        if (place >= 0 && distance <= worst) continue;
        worst = distance;
        place = i;
      }
      if (place < 0) return;
      const off = `${got[place]} (off by ${worst.toPrecision(3)})`;
      fail(at(what, expected, where, place), `${expected[place]}`, off, bound);
    },
    holds(what, truth, expected, got) {
      if (!truth) fail(what, expected, got);
    },
    async rejects(what, work, names = []) {
      let error: unknown;
      try {
        await work();
      } catch (reason) {
        error = reason;
      }
      const wish = names.length > 0 ? `an error that names ${names.map((n) => `'${n}'`).join(', ')}` : 'an error';
      if (error === undefined) fail(what, wish, 'no error');
      if (!(error instanceof Error)) fail(what, wish, `a rejection with ${String(error)}, which is no Error`);
      const { message } = error as Error;
      for (const name of names) if (!message.includes(name)) fail(what, wish, `the error '${message}'`);
    },
  };
}
