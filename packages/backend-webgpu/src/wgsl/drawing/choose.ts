import { degree } from '../stores.ts';
import { eachMarked, isMarked, mark, word, type DrawingSite } from './drawing-site.ts';

/** What is known of a birth with regard to caps. */
const [ACCEPTED, LEFT_OUT, OPEN] = [0, 1, 2];

/** The statements that drop what an earlier attempt has decided already: a lane per attempt. The first of them is never dropped. @param drawing - where they stand */
export function onceStatements(drawing: DrawingSite): string[] {
  const { rule, marks, lists } = drawing;
  const again = (start: number, alike: string): string[] => [
    `if (${isMarked(start, 'i')}) {`,
    'var again = false;',
    ...eachMarked(drawing, start, [`if (${alike}) { again = true; break; }`], 'i'),
    `if (again) { ${mark(start, 'i', false)} }`,
    '}',
  ];
  const same = (list: number): string => `${word(list, 'j')} == ${word(list, 'i')}`;
  return [
    `for (var i = lane; i < ${rule.attempts}u; i += lanes) {`,
    ...again(marks.gone, same(lists.synapse)),
    ...again(marks.born, `${same(lists.pre)} && ${same(lists.post)}`),
    '}',
  ];
}

/** Whether births may be left out because a neuron has enough. @param drawing - the rewiring */
export const hasCaps = ({ rule: { caps } }: DrawingSite): boolean => caps.pre !== undefined || caps.post !== undefined;

/** Whether a birth that is left out at one end may make room for another at the other end. @param drawing - the rewiring */
export const hasBothCaps = ({ rule: { caps } }: DrawingSite): boolean =>
  caps.pre !== undefined && caps.post !== undefined;

/**
 * The statements that hold births against caps, a lane per attempt. One end alone is simple: as many births as there is room for, in the
 * order of the attempts. With both, a birth counts at one end only if it is accepted at the other; but if it has room even after all
 * earlier births, or none even before them, these do not matter. What is then left is decided in order.
 *
 * @param drawing - where they stand
 */
export function capStatements(drawing: DrawingSite): string[] {
  const { rule, marks, lists } = drawing;
  const both = hasBothCaps(drawing);
  return [
    `for (var i = lane; i < ${rule.attempts}u; i += lanes) {`,
    `if (!(${isMarked(marks.born, 'i')})) { continue; }`,
    ...roomStatements(drawing),
    ...eachMarked(drawing, marks.born, earlier(drawing), 'i'),
    `let none = ${anyEnd(drawing, (end) => `${end}Before <= 0`)};`,
    `let enough = !(${anyEnd(drawing, (end) => `${end}Room <= 0`)});`,
    both
      ? `${word(lists.place, 'i')} = select(select(${OPEN}u, ${ACCEPTED}u, enough), ${LEFT_OUT}u, none);`
      : `if (!enough) { ${mark(marks.born, 'i', false)} }`,
    '}',
  ];
}

/** The statements that decide in order about births that are still open. @param drawing - where they stand */
export function openStatements(drawing: DrawingSite): string[] {
  const { rule, marks, lists } = drawing;
  return [
    'if (lane == 0u) {',
    `for (var i = 0u; i < ${rule.attempts}u; i++) {`,
    `if (!(${isMarked(marks.born, 'i')})) { continue; }`,
    `let known = ${word(lists.place, 'i')};`,
    `if (known == ${ACCEPTED}u) { continue; }`,
    `if (known == ${LEFT_OUT}u) { ${mark(marks.born, 'i', false)} continue; }`,
    ...roomStatements(drawing),
    // Those before that are still marked were accepted.
    ...eachMarked(drawing, marks.born, earlier(drawing), 'i'),
    `if (${anyEnd(drawing, (end) => `${end}Room <= 0`)}) { ${mark(marks.born, 'i', false)} }`,
    '}',
    '}',
  ];
}

type End = 'pre' | 'post';

const capped = ({ rule: { caps } }: DrawingSite): readonly End[] =>
  (['pre', 'post'] as const).filter((end) => caps[end] !== undefined);

const anyEnd = (drawing: DrawingSite, condition: (end: End) => string): string =>
  capped(drawing).map(condition).join(' || ');

/** Room at the capped ends of attempt `i` once synapses are gone. */
function roomStatements(drawing: DrawingSite): string[] {
  const { rule, site, lists, marks } = drawing;
  return [
    ...capped(drawing).flatMap((end) => [
      `let ${end} = ${word(lists[end], 'i')};`,
      `var ${end}Room = ${rule.caps[end]} - i32(${degree(site, rule.store, end, end)});`,
    ]),
    ...eachMarked(
      drawing,
      marks.gone,
      capped(drawing).map((end) => `if (${word(lists[end], 'j')} == ${end}) { ${end}Room++; }`),
    ),
    ...capped(drawing).map((end) => `let ${end}Before = ${end}Room;`),
  ];
}

/** A birth before takes room. */
const earlier = (drawing: DrawingSite): string[] =>
  capped(drawing).map((end) => `if (${word(drawing.lists[end], 'j')} == ${end}) { ${end}Room--; }`);
