import { describeChecks, reference } from '@growcone/conformance';
import type { Backend, Device, Plan } from '@growcone/core';
import { describe, it } from 'vitest';
import { webgpu } from '../src/index.ts';
import type { WebGpuProgram } from '../src/runtime/program.ts';
import { suite } from './suite.ts';

/**
 * Compiles a plan's shaders with the compiler of a GPU that computes nothing, which needs no driver, and then computes with the
 * reference. What is refused and what is compiled is this backend's; the numbers are not.
 */
const compiledOnly = (schedule: 'example' | 'grid'): Backend => ({
  name: 'WebGPU without a GPU',
  async open(): Promise<Device> {
    const device = await webgpu({ schedule, flags: ['backend=null'] }).open();
    const golden = await reference().open();
    return {
      name: device.name,
      supports: { ...device.supports, float64: true },
      refusals: (plan) => device.refusals(plan),
      async load(plan: Plan) {
        const program = (await device.load(plan)) as WebGpuProgram;
        await program.code.compileAll();
        await program[Symbol.asyncDispose]();
        return golden.load(plan);
      },
      async [Symbol.asyncDispose]() {
        await device[Symbol.asyncDispose]();
        await golden[Symbol.asyncDispose]();
      },
    };
  },
});

describe.each(['example', 'grid'] as const)(
  'the shaders of every scenario compile, with the schedule %s:',
  (schedule) => {
    describeChecks('the backend suite', suite(compiledOnly(schedule)), { describe, it });
  },
);
