import { elements } from '../site.ts';
import { place } from '../arrays.ts';
import { drawn, listWords, markWords, movedArrays } from './drawing-lists.ts';
import { word, type DrawingSite } from './drawing-site.ts';

const GONE = word(drawn.gone, '0u');
const BORN = word(drawn.born, '0u');

/** How the rest of the statements know what changes. */
const changes = [`let gone = ${GONE};`, `let born = ${BORN};`];

/** Number of synapses before. */
const countBefore = ({ neurons, at }: DrawingSite): string => `topology[${at('rowStarts')} + ${neurons.pre}u]`;

/** Room for one array of moved synapses, behind the lists. */
function room({ site, rule }: DrawingSite, array: number, i: string): string {
  const each = elements(site, { over: { per: 'synapse', store: rule.store } });
  return `drawingLists[${listWords(site.plan)}u + ${array}u * ${each} + ${i}]`;
}

/** Positions of the arrays that move. */
const [POST, PRE, ORDER, VARIABLES] = [0, 1, 2, 3];
const slotsAt = ({ site, rule }: DrawingSite): number => movedArrays(site.plan, rule.store) - 1;

/**
 * The statements that put every synapse that stays and every one that comes where it will be, in other memory: a lane per synapse. All
 * lists are ascending, so how far one moves is a matter of looking up how many go and come before it.
 *
 * @param drawing - where they stand
 */
export function moveStatements(drawing: DrawingSite): string[] {
  const { site, rule, lists, at } = drawing;
  const { columns, variables } = site.plan.stores[rule.store];
  const value = (array: number, i: string): string => `bitcast<u32>(${place(site, site.plan.arrays[array], i, '0u')})`;
  const moved = (s: string): string =>
    `${s} - countBelow(${lists.goneRows}u, gone, ${s}) + countBelow(${lists.bornAt}u, born, ${s} + 1u)`;
  return [
    ...changes,
    'if (gone + born != 0u) {',
    `let count = ${countBefore(drawing)};`,
    'for (var i = lane; i < count; i += lanes) {',
    `let before = countBelow(${lists.goneRows}u, gone, i);`,
    `if (before == gone || ${word(lists.goneRows, 'before')} != i) {`,
    `let to = i - before + countBelow(${lists.bornAt}u, born, i + 1u);`,
    `${room(drawing, POST, 'to')} = topology[${at('post')} + i];`,
    `${room(drawing, PRE, 'to')} = topology[${at('pre')} + i];`,
    ...variables.map(({ array }, v) => `${room(drawing, VARIABLES + v, 'to')} = ${value(array, 'i')};`),
    '}',
    `let entries = countBelow(${lists.goneColumns}u, gone, i);`,
    `if (entries == gone || ${word(lists.goneColumns, 'entries')} != i) {`,
    `let to = i - entries + countBelow(${lists.bornColumnAt}u, born, i + 1u);`,
    `let synapse = topology[${at('order')} + i];`,
    `${room(drawing, ORDER, 'to')} = ${moved('synapse')};`,
    '}',
    ...(columns ? slotStatements(drawing, moved('synapse')) : []),
    '}',
    'for (var i = lane; i < born; i += lanes) {',
    ...birthStatements(drawing),
    '}',
    'if (lane == 0u) {',
    `${word(drawn.count, '0u')} = count - gone + born;`,
    `${word(drawn.changed + rule.id, '0u')} += gone + born;`,
    ...faultStatements(drawing),
    '}',
    '}',
  ];
}

/** Names `start`, `newStart` of the column of neuron `post`. */
const columnStart = ({ lists, at }: DrawingSite): string[] => [
  `let start = topology[${at('columns')} + post];`,
  `let goneBefore = countBelow(${lists.goneColumns}u, gone, start);`,
  `let bornBefore = attemptsBelow(${lists.bornColumns}u, born, ${lists.post}u, post);`,
  'let newStart = start - goneBefore + bornBefore;',
];

/** A synapse keeps its slot in the column. */
const slotStatements = (drawing: DrawingSite, moved: string): string[] => [
  '{',
  `let synapse = topology[${drawing.at('byOffset')} + i];`,
  'if (synapse != NONE) {',
  `let post = topology[${drawing.at('post')} + synapse];`,
  ...columnStart(drawing),
  `${room(drawing, slotsAt(drawing), '(newStart + i - start)')} = ${moved};`,
  '}',
  '}',
];

function birthStatements(drawing: DrawingSite): string[] {
  const { site, rule, lists, at } = drawing;
  const { columns, variables } = site.plan.stores[rule.store];
  const placeOf = (q: string): string =>
    `${word(lists.bornAt, q)} - countBelow(${lists.goneRows}u, gone, ${word(lists.bornAt, q)}) + ${q}`;
  return [
    '{',
    `let attempt = ${word(lists.bornRows, 'i')};`,
    `let to = ${placeOf('i')};`,
    `${room(drawing, POST, 'to')} = ${word(lists.post, 'attempt')};`,
    `${room(drawing, PRE, 'to')} = ${word(lists.pre, 'attempt')};`,
    ...variables.map((_, v) => {
      return `${room(drawing, VARIABLES + v, 'to')} = ${word(lists.values + v * rule.attempts, 'attempt')};`;
    }),
    '}',
    `let attempt = ${word(lists.bornColumns, 'i')};`,
    `let at = ${word(lists.bornColumnAt, 'i')};`,
    `let row = ${word(lists.place, 'attempt')};`,
    `let synapse = ${placeOf('row')};`,
    `${room(drawing, ORDER, `(at - countBelow(${lists.goneColumns}u, gone, at) + i)`)} = synapse;`,
    ...(columns
      ? [
          // Births come behind what has stayed, in the order of their presynaptic neurons.
          `let post = ${word(lists.post, 'attempt')};`,
          ...columnStart(drawing),
          `let end = topology[${at('columns')} + post + 1u];`,
          `let stayed = end - start - (countBelow(${lists.goneColumns}u, gone, end) - goneBefore);`,
          `${room(drawing, slotsAt(drawing), '(newStart + stayed + i - bornBefore)')} = synapse;`,
        ]
      : []),
  ];
}

/** The first value at birth that is not finite, of the first rewiring that has one. */
function faultStatements({ site, rule, lists }: DrawingSite): string[] {
  const note = (where: number, value: string): string => `${word(where, '0u')} = ${value};`;
  return site.plan.stores[rule.store].variables.flatMap((_, v) => [
    'for (var i = 0u; i < born; i++) {',
    `let attempt = ${word(lists.bornRows, 'i')};`,
    `let bits = ${word(lists.values + v * rule.attempts, 'attempt')};`,
    `if (isFinite(bitcast<f32>(bits)) || ${word(drawn.faulty, '0u')} == 1u) { continue; }`,
    note(drawn.faulty, '1u'),
    note(drawn.faultRule, `${rule.id}u`),
    note(drawn.faultVariable, `${v}u`),
    note(drawn.faultPre, word(lists.pre, 'attempt')),
    note(drawn.faultPost, word(lists.post, 'attempt')),
    note(drawn.faultBits, 'bits'),
    note(drawn.faultStep, 't'),
    '}',
  ]);
}

/** The statements that bring moved synapses back, and say where rows and columns now start: a lane per synapse. @param drawing - where they stand */
export function settleStatements(drawing: DrawingSite): string[] {
  const { site, rule, lists, marks, neurons, at } = drawing;
  const { columns, variables } = site.plan.stores[rule.store];
  const starts = (name: string, size: number, goneList: number, bornList: number, end: number): string[] => [
    `for (var i = lane; i <= ${size}u; i += lanes) {`,
    `let start = topology[${at(name)} + i];`,
    `topology[${at(name)} + i] = start - countBelow(${goneList}u, gone, start) + attemptsBelow(${bornList}u, born, ${end}u, i);`,
    '}',
  ];
  return [
    ...changes,
    'if (gone + born != 0u) {',
    `for (var i = lane; i < ${word(drawn.count, '0u')}; i += lanes) {`,
    `topology[${at('post')} + i] = ${room(drawing, POST, 'i')};`,
    `topology[${at('pre')} + i] = ${room(drawing, PRE, 'i')};`,
    `topology[${at('order')} + i] = ${room(drawing, ORDER, 'i')};`,
    ...(columns ? [`topology[${at('byOffset')} + i] = ${room(drawing, slotsAt(drawing), 'i')};`] : []),
    ...variables.map(({ array }, v) => {
      return `${place(site, site.plan.arrays[array], 'i', '0u')} = bitcast<f32>(${room(drawing, VARIABLES + v, 'i')});`;
    }),
    '}',
    ...starts('rowStarts', neurons.pre, lists.goneRows, lists.bornRows, lists.pre),
    ...starts('columns', neurons.post, lists.goneColumns, lists.bornColumns, lists.post),
    '}',
    `for (var i = lane; i < ${markWords(rule)}u; i += lanes) {`,
    `atomicStore(&drawingMarks[${marks.gone}u + i], 0u);`,
    `atomicStore(&drawingMarks[${marks.born}u + i], 0u);`,
    '}',
    `if (lane == 0u) { atomicStore(&drawingMarks[${marks.reach}u], 0u); }`,
  ];
}
