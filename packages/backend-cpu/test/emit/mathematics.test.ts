import { expF32, logF32, tanhF32, type Node } from '@growcone/core';
import { describe, it } from 'vitest';
import { Machine } from './machine.ts';
import { array, population, read, run, testPlan } from './plans.ts';
import { expectSame } from './same-bits.ts';

const functions = {
  exp: expF32,
  log: logF32,
  tanh: tanhF32,
  sign: Math.sign,
  floor: Math.floor,
  abs: Math.abs,
} as const;
const SIZE = 4096;

/** Numbers of every magnitude and sign, and those between which functions change their ways. */
function numbers(): Float32Array {
  const bits = Uint32Array.from({ length: SIZE }, (_, i) => Math.imul(i, 0x9e3779b1) >>> 0);
  const values = new Float32Array(bits.buffer);
  const edges = [
    0,
    -0,
    1,
    -1,
    Infinity,
    -Infinity,
    NaN,
    88.7,
    88.8,
    -87.4,
    -103.9,
    -104.1,
    1e-42,
    0.625,
    0.6249999,
    Math.SQRT1_2,
    2 ** -126,
  ];
  values.set(edges);
  for (let i = edges.length; i < SIZE; i += 2) values[i] = ((i / SIZE) * 2 - 1) * 20;
  return values;
}

describe.each(Object.keys(functions) as (keyof typeof functions)[])('%s', (op) => {
  it.each([true, false])('has the bits of core for every kind of number (vector: %s)', (simd) => {
    const nodes: Node[] = [read(0, 'neuron'), { op, args: [0] }];
    const plan = testPlan({
      populations: [population(0, SIZE)],
      arrays: [array(0, { population: 0 }), array(1, { population: 0 })],
      kernels: [{ shape: 'neurons', name: op, population: 0, nodes, writes: [{ array: 1, node: 1, add: false }] }],
      entries: { all: [run(0)] },
    });
    const machine = new Machine({ plan, simd });
    const x = numbers();
    machine.values(0).set(x);
    machine.call('all.0.run');
    expectSame(machine.values(1), x.map(functions[op]), `${op} of number`);
  });
});
