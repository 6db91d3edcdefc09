/** Tax withheld as people read it. */
import { RESIDENT_ID_MASK } from '../../domain/personal-mask.ts';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import { declarationOf, filingDueOn, zeroRateRisk } from '../../domain/tax-filing.ts';
import type { Tx } from '../../platform/database.ts';
import { restDaysOf } from '../assemblies/index.ts';
import { memberNamed } from '../members/index.ts';
import { bookedFor, declaredIn, filingsOf, receivedIn, withheldIn, type Withheld } from './store.ts';

/** The month's list, what it changes in earlier months, and what the books say of the same runs. */
export async function withheldOnWire(tx: Tx, cooperativeId: string, month: string) {
  const lines = await withheldIn(tx, cooperativeId, month);
  const { rows, corrections } = declarationOf(month, lines);
  const filing = (await filingsOf(tx, cooperativeId)).find(({ row }) => row.month === month);
  return {
    month,
    dueOn: (filing?.row.dueOn ?? filingDueOn(month, await restDaysOf(tx, cooperativeId))).toString(),
    gross: Money.sum(lines.map(({ gross }) => gross)).toString(),
    tax: Money.sum(lines.map(({ tax }) => tax)).toString(),
    booked: (await bookedFor(tx, cooperativeId, lines)).toString(),
    filing: filing === undefined ? null : filing.row.number.toString(),
    rows: rows.map(rowOnWire),
    corrections: await correctionsOnWire(tx, cooperativeId, month, corrections),
  };
}

function rowOnWire({ number, name, residentIdCipher, gross, rate, tax }: Withheld) {
  const residentIdMasked = residentIdCipher === null ? null : RESIDENT_ID_MASK;
  return { number, name, residentIdMasked, rate, gross: gross.toString(), tax: tax.toString() };
}

/** With what each row of the earlier declaration comes to now: that is what is typed into the corrected declaration. */
async function correctionsOnWire(
  tx: Tx,
  cooperativeId: string,
  month: string,
  corrections: readonly Withheld[],
) {
  const months = [...new Set(corrections.map((each) => each.declaredIn))].sort();
  const now = await declaredIn(tx, cooperativeId, months, month);
  return corrections.map((each) => {
    const same = now.filter(
      (line) => line.person === each.person && line.rate === each.rate && line.declaredIn === each.declaredIn,
    );
    return {
      month: each.declaredIn,
      ...rowOnWire(each),
      correctedGross: Money.sum(same.map(({ gross }) => gross)).toString(),
      correctedTax: Money.sum(same.map(({ tax }) => tax)).toString(),
    };
  });
}

/** What the income and tax certificate of a year says. */
export async function incomeOf(
  tx: Tx,
  cooperativeId: string,
  { year, member }: { readonly year: string; readonly member: string },
) {
  const person = await memberNamed(tx, cooperativeId, member);
  if (!person) throw refuse('pension.member-unknown', { member }, '/member');
  const rows = await receivedIn(tx, cooperativeId, year, person.id);
  return {
    year,
    member: {
      number: person.registerNumber,
      name: person.name,
      residentIdMasked: person.residentIdCipher === null ? null : RESIDENT_ID_MASK,
    },
    rows: rows.map((row) => ({
      period: row.period,
      run: row.run,
      kind: row.kind,
      paidOn: row.postedOn,
      rate: row.rate,
      basis: row.basis,
      basisEn: row.basisEn,
      taxRisk: zeroRateRisk(row.rate),
      gross: row.gross.toString(),
      tax: row.tax.toString(),
    })),
    gross: Money.sum(rows.map(({ gross }) => gross)).toString(),
    tax: Money.sum(rows.map(({ tax }) => tax)).toString(),
  };
}
