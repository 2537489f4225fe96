import { GrowconeError } from '../error.ts';

/** Thrown when a recorded expression is used as if it were a JavaScript number or text. */
export class ExpressionAsNumberError extends GrowconeError {
  override readonly name: string = 'ExpressionAsNumberError';

  /** @param use - how the expression was used: the conversion hint, or what was given instead */
  constructor(use: string) {
    const seen =
      use === 'string'
        ? 'inside text'
        : use === 'number' || use === 'default'
          ? 'with a JavaScript operator (+ - * / < > ==)'
          : `where ${use} is not allowed`;
    super(
      'EXPRESSION_AS_NUMBER',
      `A recorded expression was used ${seen}. Models are recorded once and printed for every backend, so write ` +
        'a.add(b), a.sub(b), a.mul(b), a.div(b), a.gt(b), a.lt(b) and condition.select(yes, no) instead.',
      { use },
    );
  }
}
