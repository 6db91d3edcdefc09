/**
 * The cases of fixtures/cases.json: what somebody tried, what is right, and what an earlier program did instead. A test takes the
 * figures and days of its case from here, so that it cannot drift from what was found; that every case has a test is checked in
 * test/architecture/cases.test.ts.
 */
import { readFileSync } from 'node:fs';

export interface Case {
  readonly id: string;
  readonly situation: string;
  readonly input: string;
  readonly right: string;
  readonly got: string;
}

export const cases = JSON.parse(
  readFileSync(new URL('../../fixtures/cases.json', import.meta.url), 'utf8'),
) as readonly Case[];

export function caseOf(id: string): Case {
  const found = cases.find((each) => each.id === id);
  if (!found) throw new Error(`fixtures/cases.json has no case ${id}.`);
  return found;
}

/** For a test whose case is told in words alone: what holds, and the case that it is. */
export const titleOf = (id: string, told: string) => `${told} (${id}: ${caseOf(id).situation})`;

type Texts<N extends number, T extends string[] = []> = T['length'] extends N ? T : Texts<N, [...T, string]>;

/** Everything in `text` that the pattern matches; a case that says more or less than its test reads is no match for it. */
function matched<N extends number>(pattern: RegExp, text: string, count: N): Readonly<Texts<N>> {
  const found = text.match(pattern) ?? [];
  if (found.length !== count)
    throw new Error(`${count} were to be read in “${text}”, there are ${found.length}.`);
  return [...found] as Texts<N>;
}

/** The amounts of money, in their order: 2.06, -110350.00. */
export const amountsIn = <N extends number>(text: string, count: N) =>
  matched(/(?<![\w.])-?\d+\.\d\d(?!\d)/g, text, count);
/** The days, in their order: 2025-01-01. */
export const daysIn = <N extends number>(text: string, count: N) => matched(/\d{4}-\d\d-\d\d/g, text, count);
/** The numbers, whole or with a point, in their order. */
export const numbersIn = <N extends number>(text: string, count: N) => matched(/\d+(?:\.\d+)?/g, text, count);
