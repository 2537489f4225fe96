import type { TrainResult } from '@growcone/core';

/** Numbers by population and name. */
export type ReportSums = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * Adds what a batch reported, each number times the batch's examples.
 *
 * @internal
 */
export function withReports(sums: ReportSums, { reports, examples }: TrainResult): ReportSums {
  const result: Record<string, Record<string, number>> = {};
  for (const [population, numbers] of Object.entries(sums)) result[population] = { ...numbers };
  for (const { population, name, value } of reports) {
    const numbers = (result[population] ??= {});
    numbers[name] = (numbers[name] ?? 0) + value * examples;
  }
  return result;
}

/**
 * Means over so many examples.
 *
 * @internal
 */
export const meanReports = (sums: ReportSums, examples: number): ReportSums =>
  Object.fromEntries(
    Object.entries(sums).map(([population, numbers]) => [
      population,
      Object.fromEntries(Object.entries(numbers).map(([name, sum]) => [name, sum / examples])),
    ]),
  );

/**
 * The alarms that sound after a batch.
 *
 * @internal
 */
export const alarmsOf = ({ reports }: TrainResult): readonly string[] =>
  reports.flatMap(({ alarm }) => (alarm === undefined ? [] : [alarm]));
