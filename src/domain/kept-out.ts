/**
 * Income that the law of a place keeps out of what is distributed, by the accounts on which it comes in: grants, and where the law says so
 * whatever is not from operations. Land compensation that the collective keeps comes in on no account of income; a cooperative that has it
 * on one names that account itself. A plan must have them among the accounts that the cooperative keeps out.
 */
import type { LocalDate } from './calendar.ts';
import { chartOn, type ChartName } from './chart.ts';
import type { Sentence } from './language.ts';
import { citation, lawInForce, lawValue, type Jurisdiction, type LawId } from './law.ts';
import { refuse, type Fault } from './refusal.ts';

export interface KeptOut {
  readonly chart: ChartName;
  readonly account: string;
}

/** Kinds of income as the law pack lists them, by chart. */
const accounts: Readonly<Record<string, Readonly<Record<ChartName, readonly string[]>>>> = {
  grants: { '2004': ['522'], '2023': ['503'] },
  'other-income': { '2004': ['531'], '2023': ['504'] },
};

/** What the law of a day and place keeps out in the chart of that day; null where no row asks anything. */
export function keptOutByLaw(
  day: LocalDate,
  where: Jurisdiction,
): { readonly law: LawId; readonly accounts: readonly KeptOut[] } | null {
  const law = lawInForce('distribution.kept-out', day, where);
  const kinds = lawValue('listed', 'distribution.kept-out', day, where);
  if (!law || !kinds) return null;
  const chart = chartOn(day);
  return {
    law: law.id,
    accounts: kinds.items.flatMap((kind) =>
      (accounts[kind]?.[chart] ?? []).map((account) => ({ chart, account })),
    ),
  };
}

/** What the law of a day and place keeps out and a list of accounts does not. */
export function notKeptOut(
  kept: readonly KeptOut[],
  day: LocalDate,
  where: Jurisdiction,
): { readonly missing: readonly KeptOut[]; readonly law: LawId } | null {
  const asked = keptOutByLaw(day, where);
  const missing = asked?.accounts.filter(
    ({ chart, account }) => !kept.some((each) => each.chart === chart && each.account === account),
  );
  return asked && missing && missing.length > 0 ? { missing, law: asked.law } : null;
}

/** Of the accounts that a cooperative keeps out, or of a plan that was drawn up without them and is mended by no setting. */
export function keptOutFault(
  { missing, law }: NonNullable<ReturnType<typeof notKeptOut>>,
  code:
    'distribution.kept-out-by-law' | 'distribution.plan-without-kept-out' = 'distribution.kept-out-by-law',
): Fault {
  const listed: Sentence = {
    zh: missing.map(({ account }) => account).join('、'),
    en: missing.map(({ account }) => account).join(', '),
  };
  return { code, values: { accounts: listed, law: citation(law) } };
}

/** Refuses a list that leaves out what the law of the day and place keeps out. */
export function requireKeptOutByLaw(kept: readonly KeptOut[], day: LocalDate, where: Jurisdiction): void {
  const left = notKeptOut(kept, day, where);
  if (!left) return;
  const { code, values = {} } = keptOutFault(left);
  throw refuse(code, values);
}
