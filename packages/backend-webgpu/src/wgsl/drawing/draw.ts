import { counterWord, type Recorded } from '@growcone/core';
import { nodeStatements, valueName } from '../nodes.ts';
import { mark, word, type DrawingSite } from './drawing-site.ts';
import { partnerStatements } from './partners.ts';

/**
 * The statements of the attempts, a lane for each: it draws, looks the pair up and decides. All of this reads the state before any edit,
 * so no attempt waits for another. Decisions are marked; a pair that is drawn again is decided again, and alike.
 *
 * @param drawing - where they stand
 */
export function drawStatements(drawing: DrawingSite): string[] {
  const { rule, site, lists, marks, neurons, at } = drawing;
  const { autapses, pre, post } = site.plan.stores[rule.store];
  const mayForm = autapses || pre !== post ? 'synapse == NONE' : 'synapse == NONE && pre != post';
  return [
    `for (var i = lane; i < ${rule.attempts}u; i += lanes) {`,
    `let first = ${randomWord(drawing, 0)};`,
    `let second = ${randomWord(drawing, 1)};`,
    ...(rule.draw.of === 'pairs'
      ? [
          `if (rejected(first, ${neurons.pre}u) || rejected(second, ${neurons.post}u)) { continue; }`,
          `let pre = multiplyHigh(first, ${neurons.pre}u);`,
          `let post = multiplyHigh(second, ${neurons.post}u);`,
          `let synapse = synapseOf(${at('rowStarts')}, ${at('post')}, pre, post);`,
        ]
      : slotStatements(drawing, rule.draw)),
    'var decided = false;',
    'if (synapse != NONE) {',
    ...decide(drawing, rule.eliminate),
    '}',
    `if (${mayForm}) {`,
    ...decide(drawing, rule.form),
    '}',
    'if (!decided) { continue; }',
    `${word(lists.pre, 'i')} = pre;`,
    `${word(lists.post, 'i')} = post;`,
    `${word(lists.synapse, 'i')} = synapse;`,
    `if (synapse != NONE) { ${mark(marks.gone, 'i', true)} } else { ${mark(marks.born, 'i', true)} }`,
    '}',
  ];
}

/** The synapse in a drawn slot, or a partner for it that has none onto the neuron. */
function slotStatements(
  drawing: DrawingSite,
  { perPost, spikedWithin }: Extract<DrawingSite['rule']['draw'], { readonly of: 'slots' }>,
): string[] {
  const { neurons, at } = drawing;
  return [
    `if (rejected(first, ${neurons.post}u) || rejected(second, ${perPost}u)) { continue; }`,
    `let post = multiplyHigh(first, ${neurons.post}u);`,
    `let offset = multiplyHigh(second, ${perPost}u);`,
    `let column = topology[${at('columns')} + post];`,
    'var pre = 0u;',
    'var synapse = NONE;',
    `if (offset < topology[${at('columns')} + post + 1u] - column) {`,
    `synapse = topology[${at('byOffset')} + column + offset];`,
    `pre = topology[${at('pre')} + synapse];`,
    '} else {',
    `let third = ${randomWord(drawing, 2)};`,
    ...(spikedWithin === undefined
      ? [`if (rejected(third, ${neurons.pre}u)) { continue; }`, `pre = multiplyHigh(third, ${neurons.pre}u);`]
      : partnerStatements(drawing, 'third')),
    `if (synapseOf(${at('rowStarts')}, ${at('post')}, pre, post) != NONE) { continue; }`,
    '}',
  ];
}

/** A random word of attempt `i`. */
function randomWord({ site, rule }: DrawingSite, draw: number): string {
  const [key0, key1] = site.plan.key.map((key) => `${key >>> 0}u`);
  return `philox(${key0}, ${key1}, vec4<u32>(i >> 2u, 0u, t, ${counterWord(rule.stream, draw)}u))[i & 3u]`;
}

const decide = ({ site }: DrawingSite, { nodes, result }: Recorded): string[] => [
  ...nodeStatements(site, nodes, { pre: 'pre', post: 'post', synapse: 'synapse' }, 'false').flat(),
  `decided = ${valueName(result)};`,
];
