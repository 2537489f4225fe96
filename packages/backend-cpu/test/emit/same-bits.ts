import { expect } from 'vitest';
import { interpret } from './interpret.ts';
import { Machine, type MachineOptions } from './machine.ts';

/** Whether two numbers have the same bits, all NaNs being one. */
const same = (a: number, b: number): boolean => Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b));

/** Expects equal arrays, bit by bit; the message names the first difference. */
export function expectSame(got: ArrayLike<number>, wanted: ArrayLike<number>, what: string): void {
  expect(got.length, what).toBe(wanted.length);
  for (let i = 0; i < got.length; i++) {
    if (!same(got[i]!, wanted[i]!)) expect.fail(`${what}[${i}] is ${got[i]}, not ${wanted[i]}`);
  }
}

/**
 * Runs every kernel of a plan once, in order, as vector code, as scalar code and element by element in JavaScript, and
 * expects the same bits in every array.
 */
export function expectSameEverywhere(
  options: Omit<MachineOptions, 'simd'>,
  setUp: (machine: Machine) => void,
  names: { readonly step: number; readonly call: (machine: Machine) => void },
): void {
  const { plan } = options;
  const machines = [true, false, true].map((simd) => new Machine({ ...options, simd }));
  for (const machine of machines) setUp(machine);
  const [vector, scalar, wanted] = machines as [Machine, Machine, Machine];
  names.call(vector);
  names.call(scalar);
  const numbers = { example: options.example ?? 0, update: options.update ?? 0 };
  for (const kernel of plan.kernels) interpret(wanted, kernel, names.step, numbers);
  for (const { id, name } of plan.arrays) {
    // Tables are for vector code alone.
    if (name.startsWith('gather table')) continue;
    for (const [label, machine] of [
      ['vector', vector],
      ['scalar', scalar],
    ] as const) {
      expectRealElements(machine, wanted, id, names.step, `${label} ${name}`);
    }
  }
}

function expectRealElements(got: Machine, wanted: Machine, array: number, step: number, what: string): void {
  const { over } = got.plan.arrays[array]!;
  const a = got.values(array, step);
  const b = wanted.values(array, step);
  if (over.per !== 'synapse') return expectSame(a, b, what);
  const { pre } = got.plan.stores[over.store]!;
  for (let i = 0; i < got.plan.populations[pre]!.size; i++) {
    for (const { slot, post } of got.row(over.store, i)) {
      if (!same(a[slot]!, b[slot]!)) expect.fail(`${what} of ${i} → ${post} is ${a[slot]}, not ${b[slot]}`);
    }
  }
  if (got.plan.stores[over.store]!.format !== 'dense') expectSame(a, b, `${what} with slack`);
}
