import { GrowconeError, type Condition, type Expr } from '@growcone/core';

/** A number with its derivatives with respect to every parameter; `undefined` stands for all zeros. */
export interface Dual {
  /** The number. */
  readonly value: number;
  /** Its derivatives. */
  readonly tangent: Float64Array | undefined;
}

/** What the variables of expressions are. */
export type DualScope = (label: string) => Dual;

/** A number without derivatives. @param value - the number */
export const fixed = (value: number): Dual => ({ value, tangent: undefined });

/** Evaluates recorded expressions together with their derivatives, forward from the variables to the results. */
export interface DualProgram {
  /** The values of the expressions; they belong to the caller. @param scope - what the variables are */
  evaluate(scope: DualScope): readonly Dual[];
}

/** A node on its way: its value, its derivatives, and whether these are not all zero. */
interface Slot {
  value: number;
  tangent: Float64Array;
  moves: boolean;
}

/**
 * Prepares expressions for evaluation by dual numbers. This is an oracle: it shares no code with the symbolic derivative.
 * At kinks the branch that the value takes counts; comparisons, signs, floors and detached parts have no derivative.
 *
 * @param exprs - the expressions
 * @param parameters - number of parameters
 * @param draw - value of a random draw; without it, expressions with draws are refused
 */
export function dualProgram(exprs: readonly Expr[], parameters: number, draw?: () => number): DualProgram {
  const slots = new Map<Expr | Condition, Slot>();
  const steps: ((scope: DualScope) => void)[] = [];
  const visit = (e: Expr | Condition): Slot => {
    const known = slots.get(e);
    if (known) return known;
    const args = e.args.map(visit);
    const slot: Slot = { value: 0, tangent: new Float64Array(parameters), moves: false };
    slots.set(e, slot);
    steps.push(stepOf(e, slot, args, draw));
    return slot;
  };
  const results = exprs.map(visit);
  return {
    evaluate(scope) {
      for (const step of steps) step(scope);
      return results.map(({ value, tangent, moves }) => ({ value, tangent: moves ? tangent.slice() : undefined }));
    },
  };
}

function stepOf(
  e: Expr | Condition,
  slot: Slot,
  args: readonly Slot[],
  draw: (() => number) | undefined,
): (scope: DualScope) => void {
  const [a, b, c] = args;
  /** Sets the value and the derivative as a weighted sum of the operands' derivatives. */
  const set = (value: number, da = 0, db = 0, dc = 0): void => {
    slot.value = value;
    slot.moves = combine(slot.tangent, [a, b, c], [da, db, dc]);
  };
  switch (e.op) {
    case 'constant': {
      const { value } = e as Expr;
      return () => set(value);
    }
    case 'variable': {
      const { label } = e as Expr;
      return (scope) => {
        const { value, tangent } = scope(label);
        slot.value = value;
        slot.moves = tangent !== undefined;
        if (tangent) slot.tangent.set(tangent);
      };
    }
    case 'detach':
      return () => set(a.value);
    case 'add':
      return () => set(a.value + b.value, 1, 1);
    case 'sub':
      return () => set(a.value - b.value, 1, -1);
    case 'mul':
      return () => set(a.value * b.value, b.value, a.value);
    case 'div':
      return () => set(a.value / b.value, 1 / b.value, -a.value / (b.value * b.value));
    case 'neg':
      return () => set(-a.value, -1);
    case 'abs':
      return () => set(Math.abs(a.value), Math.sign(a.value));
    case 'exp':
      return () => set(Math.exp(a.value), Math.exp(a.value));
    case 'log':
      return () => set(Math.log(a.value), 1 / a.value);
    case 'sqrt':
      return () => set(Math.sqrt(a.value), 0.5 / Math.sqrt(a.value));
    case 'tanh':
      return () => set(Math.tanh(a.value), 1 / Math.cosh(a.value) ** 2);
    case 'sign':
      return () => set(Math.sign(a.value));
    case 'floor':
      return () => set(Math.floor(a.value));
    case 'min':
      return () => (b.value < a.value ? set(b.value, 0, 1) : set(a.value, 1, 0));
    case 'max':
      return () => (a.value < b.value ? set(b.value, 0, 1) : set(a.value, 1, 0));
    case 'select':
      return () => (a.value !== 0 ? set(b.value, 0, 1, 0) : set(c.value, 0, 0, 1));
    case 'gt':
      return () => set(a.value > b.value ? 1 : 0);
    case 'ge':
      return () => set(a.value >= b.value ? 1 : 0);
    case 'lt':
      return () => set(a.value < b.value ? 1 : 0);
    case 'le':
      return () => set(a.value <= b.value ? 1 : 0);
    case 'eq':
      return () => set(a.value === b.value ? 1 : 0);
    case 'and':
      return () => set(a.value !== 0 && b.value !== 0 ? 1 : 0);
    case 'or':
      return () => set(a.value !== 0 || b.value !== 0 ? 1 : 0);
    case 'not':
      return () => set(a.value === 0 ? 1 : 0);
    case 'uniform':
    case 'normal':
      if (draw) return () => set(draw());
      throw new GrowconeError('FORWARD_MODE', 'Forward mode has no random draws: give it a model without any.');
  }
}

/** Writes Σ factor · tangent over the operands that move; false if there are none. */
function combine(into: Float64Array, slots: readonly (Slot | undefined)[], factors: readonly number[]): boolean {
  let moves = false;
  for (let k = 0; k < slots.length; k++) {
    const slot = slots[k];
    const factor = factors[k];
    if (!slot?.moves || factor === 0) continue;
    const { tangent } = slot;
    for (let i = 0; i < into.length; i++) into[i] = (moves ? into[i] : 0) + factor * tangent[i];
    moves = true;
  }
  return moves;
}
