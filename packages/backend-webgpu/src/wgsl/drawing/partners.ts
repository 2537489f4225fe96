import { spikeRow, spikeWord, spikeWords } from '../spikes-memory.ts';
import { BLOCK_WORDS } from './drawing-lists.ts';
import { word, type DrawingSite } from './drawing-site.ts';

/** How many steps back a rewiring looks for neurons that fired; 0 if it does not. @param drawing - the rewiring */
export function lookingBack({ rule, site }: DrawingSite): number {
  const within = rule.draw.of === 'slots' ? (rule.draw.spikedWithin ?? 0) : 0;
  return site.plan.populations[presynaptic({ rule, site })].spikes === 'never' ? 0 : within;
}

const presynaptic = ({ rule, site }: Pick<DrawingSite, 'rule' | 'site'>): number => site.plan.stores[rule.store].pre;

/** The row of spikes of the latest step with any. */
const latestRow = (drawing: DrawingSite, within: number): string =>
  spikeRow(drawing.site, `i32(t) - i32(${within}u - reach)`);

/** The statements that find the latest step with spikes: a lane per word of each step. @param drawing - the rewiring */
export function latestStatements(drawing: DrawingSite): string[] {
  const { site, marks } = drawing;
  const within = lookingBack(drawing);
  const words = spikeWords(site, presynaptic(drawing));
  return [
    `for (var i = lane; i < ${within * words}u; i += lanes) {`,
    `let back = i / ${words}u;`,
    `let row = ${spikeRow(site, 'i32(t) - i32(back)')};`,
    `if (row < 0 || row >= i32(${site.fields.use('rows')})) { continue; }`,
    `let bits = atomicLoad(&spikes[${spikeWord(site, presynaptic(drawing), 'u32(row)', `(i % ${words}u)`)}]);`,
    `if (bits != 0u) { atomicMax(&drawingMarks[${marks.reach}u], ${within}u - back); }`,
    '}',
  ];
}

/** The statements that count the spikes of that step, block by block. @param drawing - the rewiring */
export function blockStatements(drawing: DrawingSite): string[] {
  const { site, marks, lists } = drawing;
  const words = spikeWords(site, presynaptic(drawing));
  return [
    `let reach = atomicLoad(&drawingMarks[${marks.reach}u]);`,
    'if (reach != 0u) {',
    `let row = u32(${latestRow(drawing, lookingBack(drawing))});`,
    `for (var i = lane; i < ${Math.ceil(words / BLOCK_WORDS)}u; i += lanes) {`,
    'var count = 0u;',
    `for (var word = i * ${BLOCK_WORDS}u; word < min((i + 1u) * ${BLOCK_WORDS}u, ${words}u); word++) {`,
    `count += countOneBits(atomicLoad(&spikes[${spikeWord(site, presynaptic(drawing), 'row', 'word')}]));`,
    '}',
    `${word(lists.blocks, 'i')} = count;`,
    '}',
    '}',
  ];
}

/** Statements that set `pre` to one of the neurons that fired in that step, or go on with the next attempt. @param drawing - the rewiring @param random - a random word */
export function partnerStatements(drawing: DrawingSite, random: string): string[] {
  const { site, marks, lists } = drawing;
  if (lookingBack(drawing) === 0) return ['continue;'];
  const blocks = Math.ceil(spikeWords(site, presynaptic(drawing)) / BLOCK_WORDS);
  return [
    `let reach = atomicLoad(&drawingMarks[${marks.reach}u]);`,
    'if (reach == 0u) { continue; }',
    `let row = u32(${latestRow(drawing, lookingBack(drawing))});`,
    'var candidates = 0u;',
    `for (var block = 0u; block < ${blocks}u; block++) { candidates += ${word(lists.blocks, 'block')}; }`,
    `if (rejected(${random}, candidates)) { continue; }`,
    `var left = multiplyHigh(${random}, candidates);`,
    'var block = 0u;',
    `while (left >= ${word(lists.blocks, 'block')}) { left -= ${word(lists.blocks, 'block')}; block++; }`,
    `var word = block * ${BLOCK_WORDS}u;`,
    `var bits = atomicLoad(&spikes[${spikeWord(site, presynaptic(drawing), 'row', 'word')}]);`,
    'while (left >= countOneBits(bits)) {',
    'left -= countOneBits(bits);',
    'word++;',
    `bits = atomicLoad(&spikes[${spikeWord(site, presynaptic(drawing), 'row', 'word')}]);`,
    '}',
    'for (; left > 0u; left--) { bits &= bits - 1u; }',
    'pre = word * 32u + firstTrailingBit(bits);',
  ];
}
