import { anyNumber } from '../math.ts';
import { nodeStatements, valueName } from '../nodes.ts';
import { drawn } from './drawing-lists.ts';
import { eachMarked, isMarked, word, type DrawingSite } from './drawing-site.ts';

/**
 * The statements that list what changes in the order of rows and in that of columns, a lane per attempt: an attempt's place in a list is
 * the number of those that come before it. They also compute values at birth and take synapses out of the slots of columns.
 *
 * @param drawing - where they stand
 */
export function listStatements(drawing: DrawingSite): string[] {
  const { rule, marks } = drawing;
  return [
    'if (lane == 0u) {',
    ...countStatements(drawing, marks.gone, drawn.gone),
    ...countStatements(drawing, marks.born, drawn.born),
    '}',
    `for (var i = lane; i < ${rule.attempts}u; i += lanes) {`,
    `if (${isMarked(marks.gone, 'i')}) {`,
    ...goneStatements(drawing),
    '}',
    `if (${isMarked(marks.born, 'i')}) {`,
    ...bornStatements(drawing),
    '}',
    '}',
  ];
}

function countStatements(drawing: DrawingSite, start: number, to: number): string[] {
  return ['{', 'var count = 0u;', ...eachMarked(drawing, start, ['count++;']), `${word(to, '0u')} = count;`, '}'];
}

/** Whether attempt `j` comes before attempt `i` in the order of one end, then of the other. */
function comesBefore({ lists }: DrawingSite, first: 'pre' | 'post'): string {
  const [a, b] = first === 'pre' ? [lists.pre, lists.post] : [lists.post, lists.pre];
  const [ja, ia, jb, ib] = [word(a, 'j'), word(a, 'i'), word(b, 'j'), word(b, 'i')];
  return `${ja} < ${ia} || (${ja} == ${ia} && ${jb} < ${ib})`;
}

const placeStatements = (drawing: DrawingSite, start: number): string[] => [
  'var inRows = 0u;',
  'var inColumns = 0u;',
  ...eachMarked(drawing, start, [
    `if (${comesBefore(drawing, 'pre')}) { inRows++; }`,
    `if (${comesBefore(drawing, 'post')}) { inColumns++; }`,
  ]),
  `let pre = ${word(drawing.lists.pre, 'i')};`,
  `let post = ${word(drawing.lists.post, 'i')};`,
];

const entryOf = ({ at }: DrawingSite): string => `inColumn(${at('columns')}, ${at('order')}, ${at('pre')}, pre, post)`;

function goneStatements(drawing: DrawingSite): string[] {
  const { site, rule, lists, marks } = drawing;
  return [
    ...placeStatements(drawing, marks.gone),
    `${word(lists.goneRows, 'inRows')} = ${word(lists.synapse, 'i')};`,
    `${word(lists.goneColumns, 'inColumns')} = ${entryOf(drawing)};`,
    ...(site.plan.stores[rule.store].columns ? leaveColumn(drawing) : []),
  ];
}

/**
 * Takes all synapses that go out of the slots of their column, from the highest offset down, the last one filling the hole. The first
 * attempt that removes one does it for the others.
 */
function leaveColumn(drawing: DrawingSite): string[] {
  const { lists, marks, at } = drawing;
  const slot = (offset: string): string => `topology[${at('byOffset')} + start + ${offset}]`;
  const sameColumn = `${word(lists.post, 'j')} == post`;
  return [
    'var others = false;',
    ...eachMarked(drawing, marks.gone, [`if (${sameColumn}) { others = true; break; }`], 'i'),
    'if (!others) {',
    `let start = topology[${at('columns')} + post];`,
    `var length = topology[${at('columns')} + post + 1u] - start;`,
    'var below = length;',
    'loop {',
    'var highest = NONE;',
    ...eachMarked(drawing, marks.gone, [
      `if (${sameColumn}) {`,
      'for (var offset = 0u; offset < below; offset++) {',
      `if (${slot('offset')} == ${word(lists.synapse, 'j')} && (highest == NONE || offset > highest)) { highest = offset; }`,
      '}',
      '}',
    ]),
    'if (highest == NONE) { break; }',
    'length--;',
    `${slot('highest')} = ${slot('length')};`,
    `${slot('length')} = NONE;`,
    'below = highest;',
    '}',
    '}',
  ];
}

function bornStatements(drawing: DrawingSite): string[] {
  const { lists, marks, at } = drawing;
  return [
    ...placeStatements(drawing, marks.born),
    `${word(lists.bornRows, 'inRows')} = i;`,
    `${word(lists.bornAt, 'inRows')} = inRow(${at('rowStarts')}, ${at('post')}, pre, post);`,
    `${word(lists.bornColumns, 'inColumns')} = i;`,
    `${word(lists.bornColumnAt, 'inColumns')} = ${entryOf(drawing)};`,
    `${word(lists.place, 'i')} = inRows;`,
    ...valueStatements(drawing),
  ];
}

function valueStatements({ site, rule, lists }: DrawingSite): string[] {
  return site.plan.stores[rule.store].variables.flatMap(({ name, birth }, v) => {
    const to = word(lists.values + v * rule.attempts, 'i');
    const recorded = rule.init[name];
    if (!recorded) return [`${to} = bitcast<u32>(${anyNumber(birth)});`];
    const cursor = { pre: 'pre', post: 'post' };
    return [
      '{',
      ...nodeStatements(site, recorded.nodes, cursor, 'false').flat(),
      `${to} = bitcast<u32>(${valueName(recorded.result)});`,
      '}',
    ];
  });
}
