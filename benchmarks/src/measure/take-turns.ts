/** One of the versions that are compared. */
export interface Variant {
  /** Its name in the result. */
  readonly name: string;
  /** Does the work once and says what it took, by quantity. */
  turn(): Promise<Readonly<Record<string, number>>>;
}

/** What the rounds gave: a value per round, by variant and quantity. */
export type Turns = (variant: string, quantity: string) => readonly number[];

/**
 * Lets versions take turns, so that whatever else the machine does meets all of them: in every round each has one turn, and
 * another one begins. One round before the first is thrown away.
 *
 * @param variants - the versions
 * @param rounds - how many rounds count
 * @param before - done before every round
 */
export async function takeTurns(
  variants: readonly Variant[],
  rounds: number,
  before: () => Promise<void> = async () => {},
): Promise<Turns> {
  const values = new Map<string, number[]>();
  for (let round = -1; round < rounds; round++) {
    await before();
    for (let i = 0; i < variants.length; i++) {
      const { name, turn } = variants[(i + round + 1) % variants.length]!;
      const took = await turn();
      if (round < 0) continue;
      for (const [quantity, value] of Object.entries(took)) {
        const key = `${name} ${quantity}`;
        values.set(key, [...(values.get(key) ?? []), value]);
      }
    }
  }
  return (variant, quantity) => {
    const found = values.get(`${variant} ${quantity}`);
    if (!found) throw new RangeError(`no turn of '${variant}' gave '${quantity}'`);
    return found;
  };
}
