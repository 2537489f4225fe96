import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

/** Code without white space, and without the commas that come with line breaks. */
const squeezed = (code: string): string => code.replace(/\s+/g, '').replace(/,([)\]}])/g, '$1');

/** Lines of a program that hold an equation or a quantity. */
const statements = (program: string): string[] =>
  program
    .split('\n')
    .filter((line) => /=>|quantity\(|timeConstant\(/.test(line) && !/function|^ *const|^type|=> \(?\{$/.test(line))
    .map((line) => squeezed(line).replace(/,$/, ''));

describe('the guide explains what the template holds:', () => {
  it.each(['neuron', 'synapse', 'rewiring', 'rule', 'backend'])('%s', (kind) => {
    const [, program] = /^```ts\n([\s\S]*?)^```/m.exec(read(`../../../docs/guides/own-${kind}.md`)) ?? [];
    const template = squeezed(read(`../templates/${kind}/src/plugin-name.ts`));
    const shown = statements(program!);
    expect(shown.length).toBeGreaterThan(4);
    for (const statement of shown) expect(template).toContain(statement);
  });

  it('plasticity, which shares a page with learning rules', () => {
    const [, rule] = /^const gathering[^\n]*\n([\s\S]*?)^\};/m.exec(read('../../../docs/guides/own-rule.md')) ?? [];
    const template = squeezed(read('../templates/plasticity/src/plugin-name.ts'));
    const shown = statements(rule!);
    // Its variable and its two hooks, inside update.
    expect(shown.length).toBe(4);
    for (const statement of shown) expect(template).toContain(statement);
  });
});
