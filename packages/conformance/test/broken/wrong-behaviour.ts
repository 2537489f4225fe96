import type { BrokenBackend } from './broken-backend.ts';

/** Backends that give the right results and misbehave otherwise. */
export const wrongBehaviour: readonly BrokenBackend[] = [
  {
    mistake: 'goes on with values that are not finite',
    caughtBy: 'errors: a neuron that divides',
    says: 'no error',
    mistakes: {
      program: (p) => ({
        run: (entry, input) => p.run(entry, input).catch(() => ({ outputs: {}, records: {}, spikes: {}, rewired: [] })),
      }),
    },
  },
  {
    mistake: 'runs a neighbouring entry where one does not exist',
    caughtBy: 'errors: an entry',
    says: 'no error',
    mistakes: {
      program: (p, plan) => ({ run: (entry, input) => p.run(plan.entries[entry] ? entry : 'trial', input) }),
    },
  },
  {
    mistake: 'fills up missing values with zeros',
    caughtBy: 'errors: input',
    says: 'no error',
    mistakes: {
      input: (input, plan) => {
        const missing = plan.arrays.filter((a) => a.lifetime === 'input' && !input.values[a.id]);
        return {
          ...input,
          values: { ...Object.fromEntries(missing.map((a) => [a.id, new Float32Array(2)])), ...input.values },
        };
      },
    },
  },
  {
    mistake: 'queues overlapping calls',
    caughtBy: 'errors: overlapping',
    says: 'no error',
    mistakes: {
      program(p) {
        let last: Promise<unknown> = Promise.resolve();
        return {
          run(entry, input) {
            const next = last.then(() => p.run(entry, input));
            last = next.catch(() => {});
            return next;
          },
        };
      },
    },
  },
  {
    mistake: 'goes on after disposal',
    caughtBy: 'errors: use after disposal',
    says: 'no error',
    mistakes: { program: () => ({ [Symbol.asyncDispose]: async () => {} }) },
  },
  {
    mistake: 'gives its own memory away',
    caughtBy: 'program: reads back',
    says: 'after its copy was changed',
    mistakes: {
      program(p) {
        const given = new Map<number, Float64Array | Float32Array>();
        return {
          async read(array) {
            const values = given.get(array) ?? (await p.read(array));
            given.set(array, values);
            return values;
          },
          async write(array, values) {
            given.delete(array);
            await p.write(array, values);
          },
        };
      },
    },
  },
  {
    mistake: 'says that it has no bit masks and runs them all the same',
    caughtBy: 'bit-mask',
    says: "names 'bit-mask'",
    mistakes: {
      device: ({ supports }) => ({ supports: { ...supports, formats: ['dense', 'rows', 'growable-rows'] } }),
    },
  },
  {
    mistake: 'refuses what it says it supports',
    caughtBy: 'reduce: 4',
    says: 'not today',
    mistakes: { device: () => ({ refusals: () => [{ code: 'mood', message: 'not today' }] }) },
  },
];
