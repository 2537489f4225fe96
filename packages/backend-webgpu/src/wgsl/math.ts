import { expF32Steps, logF32Steps, normalF32Steps, tanhF32Steps, type Float32Operations } from '@growcone/core';

/** A number as WGSL. @param value - finite, rounded to single precision */
function literal(value: number): string {
  const single = Math.fround(value);
  const digits = Object.is(single, -0) ? '-0' : String(single);
  // `-1` is an operator and a number, which must not follow another operator unprotected.
  return digits.startsWith('-') ? `(${digits}f)` : `${digits}f`;
}

/** Any number as WGSL, which has no ±∞ and no NaN and refuses formulas of constants that give them: these pass through a variable. @param value - any number */
export function anyNumber(value: number): string {
  if (Number.isFinite(value)) return literal(value);
  return `fromBits(${Number.isNaN(value) ? '0x7fc00000u' : value > 0 ? '0x7f800000u' : '0xff800000u'})`;
}

/** Prints core's single-precision sequences as statements; every operation becomes a local. */
function printer(lines: string[]): Float32Operations<string, string, string> {
  let count = 0;
  const local = (text: string): string => {
    lines.push(`let x${count} = ${text};`);
    return `x${count++}`;
  };
  const binary = (operator: string) => (a: string, b: string) => local(`${a} ${operator} ${b}`);
  return {
    constant: (value) => local(anyNumber(value)),
    add: binary('+'),
    sub: binary('-'),
    mul: binary('*'),
    div: binary('/'),
    sqrt: (a) => local(`sqrt(${a})`),
    min: (a, b) => local(`select(${a}, ${b}, ${b} < ${a})`),
    max: (a, b) => local(`select(${a}, ${b}, ${a} < ${b})`),
    abs: (a) => local(`abs(${a})`),
    nearest: (a) => local(`round(${a})`),
    toInteger: (a) => local(`i32(${a})`),
    fromInteger: (a) => local(`f32(${a})`),
    bits: (a) => local(`bitcast<i32>(${a})`),
    fromBits: (a) => local(`bitcast<f32>(${a})`),
    // The smallest i32 has no literal of its own.
    integer: (value) => local(`i32(${value >>> 0}u)`),
    addInteger: binary('+'),
    subInteger: binary('-'),
    and: binary('&'),
    or: binary('|'),
    shiftLeft: (a, places) => local(`${a} << ${places}u`),
    shiftRight: (a, places) => local(`${a} >> ${places}u`),
    less: binary('<'),
    equalInteger: binary('=='),
    select: (condition, yes, no) => local(`select(${no}, ${yes}, ${condition})`),
    selectInteger: (condition, yes, no) => local(`select(${no}, ${yes}, ${condition})`),
  };
}

type Steps = (o: Float32Operations<string, string, string>, a: string, b: string) => string;

function printed(name: string, parameters: readonly string[], steps: Steps): string {
  const lines: string[] = [];
  const result = steps(printer(lines), 'a', 'b');
  const list = parameters.map((p) => `${p}: f32`).join(', ');
  return [`fn ${name}(${list}) -> f32 {`, ...lines.map((line) => `  ${line}`), `  return ${result};`, '}'].join('\n');
}

/** WGSL functions of the plan's operations that WGSL leaves to the driver: the same sequences of roundings as on the CPU. */
export const mathFunctions: string = [
  'fn fromBits(bits: u32) -> f32 {\n  var held = bits;\n  return bitcast<f32>(held);\n}',
  printed('expOf', ['a'], (o, a) => expF32Steps(o, a)),
  printed('logOf', ['a'], (o, a) => logF32Steps(o, a)),
  printed('tanhOf', ['a'], (o, a) => tanhF32Steps(o, a)),
  printed('normalOf', ['a', 'b'], (o, a, b) => normalF32Steps(o, a, b)),
].join('\n\n');
