/**
 * ln 2 in two parts: the first has its last 20 bits zero, so that a product with an exponent is exact; the second is
 * what is left.
 */
export const LN2_HIGH = 6.9314718036912381649e-1;
/** What {@link LN2_HIGH} leaves of ln 2. */
export const LN2_LOW = 1.90821492927058770002e-10;
