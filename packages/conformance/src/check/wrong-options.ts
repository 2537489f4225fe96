import type { Check } from './check.ts';
import { makeCheck } from './judge.ts';

/** What must be refused, by the name of the option that is wrong. */
export type WrongOptions = Readonly<Record<string, () => unknown>>;

/**
 * Checks that wrong options are refused; none where nothing is given.
 *
 * @param name - whose options
 * @param wrong - what must be refused
 */
export const wrongOptionsCheck = (name: string, wrong: WrongOptions): readonly Check[] =>
  Object.keys(wrong).length === 0
    ? []
    : [
        makeCheck(
          `${name}: wrong options are refused`,
          'An option that is unknown, of the wrong kind or out of range is refused by its name.',
          Object.keys(wrong).join(', '),
          async (judge) => {
            for (const [option, make] of Object.entries(wrong))
              await judge.rejects(`a wrong '${option}'`, make, [option]);
          },
        ),
      ];
