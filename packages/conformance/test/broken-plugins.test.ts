import { describe, expect, it } from 'vitest';
import { runChecks } from '../src/index.ts';
import { LawBrokenError } from '../src/check/law-broken-error.ts';
import type { BrokenPlugin } from './broken/broken-plugin.ts';
import { brokenPlugins } from './broken/broken-plugins.ts';

/** Whether the name of a check begins so, with or without the plugin's name before it. */
const begins = (name: string, beginning: string): boolean =>
  name.startsWith(beginning) || name.includes(`: ${beginning}`);

/** What is known of a plugin that was caught. */
interface Caught {
  readonly plugin: BrokenPlugin;
  readonly check: string;
  readonly others: number;
  readonly message: string;
}

/** The page of all messages. @param caught - what is known of each plugin */
function page(caught: readonly Caught[]): string {
  const kinds = [...new Set(caught.map(({ plugin }) => plugin.kind))];
  return [
    '# Broken plugins, and what the kit says of them',
    '',
    'Each of these plugins has one mistake, its file is in [test/broken](test/broken), and the check that is named here must fail. This page',
    'is written by the test of all of them: `vitest run packages/conformance/test/broken-plugins.test.ts -u`.',
    ...kinds.flatMap((kind) => [
      '',
      `## A ${kind} that …`,
      ...caught
        .filter(({ plugin }) => plugin.kind === kind)
        .flatMap(({ plugin, check, others, message }) => [
          '',
          `### ${plugin.mistake}`,
          '',
          `Fails \`${check}\`${others > 0 ? ` and ${others} other ${others === 1 ? 'check' : 'checks'}` : ''}:`,
          '',
          '```text',
          message,
          '```',
        ]),
    ]),
    '',
  ].join('\n');
}

const caught: Caught[] = [];

describe('the conformance kit', () => {
  it.each(brokenPlugins.map((plugin) => ({ ...plugin, plugin })))(
    'catches a $kind that $mistake',
    { timeout: 60_000 },
    async ({ plugin, caughtBy }) => {
      const failed = (await runChecks(plugin.checks())).flatMap(({ check, error }) =>
        error ? [{ check, error }] : [],
      );
      const names = failed.map(({ check }) => check.name);
      expect(names.filter((name) => !caughtBy.some((b) => begins(name, b)))).toEqual([]);
      expect(caughtBy.filter((b) => !names.some((name) => begins(name, b)))).toEqual([]);
      const [first] = failed.filter(({ check }) => begins(check.name, caughtBy[0] as string));
      expect(first?.error).toBeInstanceOf(LawBrokenError);
      expect(first?.error.message).toMatch(/^.+: expected .+, got [^]+\nLaw: .+\nInput: .+/);
      caught.push({
        plugin,
        check: first?.check.name ?? '',
        others: failed.length - 1,
        message: first?.error.message ?? '',
      });
    },
  );

  it('says what the page of broken plugins says', async () => {
    expect(caught).toHaveLength(brokenPlugins.length);
    await expect(page(caught)).toMatchFileSnapshot('../broken-plugins.md');
  });
});
