import { suggest } from '@growcone/core';

/** What the value of an option may be. */
export interface Kind<T> {
  /** What is allowed, in words that follow "must be". */
  readonly allowed: string;
  /** The words it may be, if it is one of a list. */
  readonly words?: readonly string[];
  /** Understands what was typed; what it does not understand it hands on, and `accepts` refuses it. @param text - the text */
  read(text: string): unknown;
  /** Whether a value is allowed. @param value - the value */
  accepts(value: unknown): value is T;
}

// Number('') is 0 and Number('0x10') is 16: neither is what somebody meant.
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const readNumber = (text: string): unknown => (NUMBER.test(text.trim()) ? Number(text) : text);

/** A whole number. @param least - the smallest allowed @param most - the largest allowed */
export const whole = (least: number, most: number = Number.MAX_SAFE_INTEGER): Kind<number> => ({
  allowed:
    most === Number.MAX_SAFE_INTEGER
      ? `a whole number of at least ${least}`
      : `a whole number between ${least} and ${most}`,
  read: readNumber,
  accepts: (value): value is number => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
});

/** Whole numbers in a row, at least one. @param least - the smallest allowed */
export const wholes = (least: number): Kind<readonly number[]> => ({
  allowed: `whole numbers of at least ${least} with commas between them, such as 200,100`,
  read: (text) => {
    const numbers = text.split(',').map(readNumber);
    return numbers.every((n) => typeof n === 'number') ? numbers : text;
  },
  accepts: (value): value is readonly number[] =>
    Array.isArray(value) && value.length > 0 && value.every((n) => Number.isSafeInteger(n) && Number(n) >= least),
});

/** A share of all pairs of neurons. */
export const share: Kind<number> = {
  allowed: 'a share of all pairs of neurons, above 0 and at most 1 (5 % is 0.05)',
  read: readNumber,
  accepts: (value): value is number => typeof value === 'number' && value > 0 && value <= 1,
};

/** A share of anything. */
export const part: Kind<number> = { ...share, allowed: 'a share above 0 and at most 1 (5 % is 0.05)' };

/** A number above zero. */
export const positive: Kind<number> = {
  allowed: 'a number above 0',
  read: readNumber,
  accepts: (value): value is number => typeof value === 'number' && Number.isFinite(value) && value > 0,
};

const SECONDS = { ms: 0.001, s: 1, min: 60 };
const DURATION = /^(.*?)\s*(ms|s|min)$/;

/** Seconds: a number of them, or a time with its unit. */
export const seconds: Kind<number> = {
  allowed: 'a time above 0 in seconds, or with its unit, such as 500ms, 10s or 5min',
  read: (text) => {
    const [, amount, unit] = DURATION.exec(text.trim()) ?? [];
    if (amount === undefined) return readNumber(text);
    const value = readNumber(amount);
    return typeof value === 'number' ? value * SECONDS[unit as keyof typeof SECONDS] : text;
  },
  accepts: positive.accepts,
};

/** A number that is not negative. */
export const notNegative: Kind<number> = {
  allowed: 'a number of at least 0',
  read: readNumber,
  accepts: (value): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0,
};

/** One of some words. @param words - the words */
export const oneOf = <const W extends string>(...words: readonly W[]): Kind<W> => ({
  allowed: words.length === 1 ? `'${words[0]}'` : `one of ${words.join(', ')}`,
  words,
  read: (text) => text,
  accepts: (value): value is W => (words as readonly unknown[]).includes(value),
});

/** `on` or `off`. */
export const onOff: Kind<boolean> = {
  allowed: 'on or off',
  words: ['on', 'off'],
  read: (text) => (text === 'on' ? true : text === 'off' ? false : text),
  accepts: (value): value is boolean => typeof value === 'boolean',
};

/** Given or not: an option without a value. */
export const given: Kind<boolean> = {
  allowed: 'true or false',
  read: (text) => text === 'true',
  accepts: (value): value is boolean => typeof value === 'boolean',
};

/** The path of a folder. */
export const folder: Kind<string> = {
  allowed: 'the path of a folder',
  read: (text) => text,
  accepts: (value): value is string => typeof value === 'string' && value !== '',
};

/** What is wrong with a value that a kind does not accept. @param kind - the kind @param value - the value */
export function refusal<T>(kind: Kind<T>, value: unknown): string {
  const hint = kind.words && typeof value === 'string' ? suggest(value, kind.words) : '';
  return `must be ${kind.allowed}, got ${typeof value === 'string' ? `'${value}'` : String(value)}.${hint}`;
}
