import { philoxConstants } from '@growcone/core';

const hex = (word: number): string => `0x${(word >>> 0).toString(16)}u`;
const { multiplier0, multiplier1, increment0, increment1, rounds } = philoxConstants;

/** WGSL functions that draw: Philox4x32-10 and a number in [0, 1) from a random word, with the bits of core's. */
export const philoxFunctions: string = `fn multiplyHigh(a: u32, b: u32) -> u32 {
  let a0 = a & 0xffffu;
  let a1 = a >> 16u;
  let b0 = b & 0xffffu;
  let b1 = b >> 16u;
  let middle = a1 * b0 + ((a0 * b0) >> 16u);
  let carry = a0 * b1 + (middle & 0xffffu);
  return a1 * b1 + (middle >> 16u) + (carry >> 16u);
}

fn philox(key0: u32, key1: u32, counter: vec4<u32>) -> vec4<u32> {
  var c = counter;
  var k0 = key0;
  var k1 = key1;
  for (var round = 0u; round < ${rounds}u; round++) {
    let high0 = multiplyHigh(${hex(multiplier0)}, c.x);
    let high1 = multiplyHigh(${hex(multiplier1)}, c.z);
    c = vec4<u32>(high1 ^ c.y ^ k0, ${hex(multiplier1)} * c.z, high0 ^ c.w ^ k1, ${hex(multiplier0)} * c.x);
    k0 += ${hex(increment0)};
    k1 += ${hex(increment1)};
  }
  return c;
}

fn uniformOf(word: u32) -> f32 {
  return f32(word >> 8u) * 5.9604644775390625e-8f;
}`;
