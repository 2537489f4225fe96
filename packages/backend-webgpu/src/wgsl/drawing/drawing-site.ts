import type { AttemptsPlan, Plan } from '@growcone/core';
import { Fields } from '../fields.ts';
import type { Site } from '../site.ts';
import { sizes } from '../stores.ts';
import { drawingLists, marked, markWords, type DrawingLists } from './drawing-lists.ts';

/** Where the text of a rewiring that draws pairs will stand. */
export interface DrawingSite {
  /** For recorded expressions. */
  readonly site: Site;
  /** The rewiring. */
  readonly rule: AttemptsPlan;
  /** Its lists. */
  readonly lists: DrawingLists;
  /** Its marks. */
  readonly marks: ReturnType<typeof marked>;
  /** Neurons at both ends. */
  readonly neurons: { readonly pre: number; readonly post: number };
  /** Where an index array of the store starts. @param name - `pre`, `post`, `rowStarts`, `columns`, `order` or `byOffset` */
  at(name: string): string;
}

/** A place for the text of a shader. @param plan - the plan @param rule - the rewiring */
export function drawingSite(plan: Plan, rule: AttemptsPlan): DrawingSite {
  const fields = new Fields();
  const site: Site = {
    plan,
    fields,
    sweep: 'forward',
    continues: true,
    listed: false,
    trains: new Set(),
    kept: () => true,
    noteWrite: () => 0,
  };
  return {
    site,
    rule,
    lists: drawingLists(plan, rule),
    marks: marked(rule),
    neurons: sizes(site, rule.store),
    at: (name) => fields.use(`${name}${rule.store}`),
  };
}

/** A word of a list. @param start - where the list starts @param i - which word, of type u32 */
export const word = (start: number, i: string): string => `drawingLists[${start}u + ${i}]`;

/** Whether an attempt is marked, as a truth value. @param start - where the marks start @param i - the attempt */
export const isMarked = (start: number, i: string): string =>
  `((atomicLoad(&drawingMarks[${start}u + (${i} >> 5u)]) >> (${i} & 31u)) & 1u) == 1u`;

/** A statement that changes the mark of an attempt. @param start - where the marks start @param i - the attempt @param to - whether it is to be marked */
export const mark = (start: number, i: string, to: boolean): string => {
  const at = `&drawingMarks[${start}u + (${i} >> 5u)]`;
  return to ? `atomicOr(${at}, 1u << (${i} & 31u));` : `atomicAnd(${at}, ~(1u << (${i} & 31u)));`;
};

/**
 * A loop over marked attempts in order; names `j`.
 *
 * @param drawing - where it stands
 * @param start - where the marks start
 * @param body - what is done for each
 * @param before - an attempt: only those before it; all if left out
 */
export function eachMarked({ rule }: DrawingSite, start: number, body: readonly string[], before?: string): string[] {
  const end = before === undefined ? `${markWords(rule)}u` : `(${before} >> 5u) + 1u`;
  return [
    `for (var word = 0u; word < ${end}; word++) {`,
    `var bits = atomicLoad(&drawingMarks[${start}u + word]);`,
    'while (bits != 0u) {',
    'let j = word * 32u + firstTrailingBit(bits);',
    'bits &= bits - 1u;',
    ...(before === undefined ? [] : [`if (j >= ${before}) { break; }`]),
    ...body,
    '}',
    '}',
  ];
}
