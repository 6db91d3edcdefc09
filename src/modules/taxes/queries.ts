/** Tax withheld as people read it. */
import { refuse } from '../../domain/error.ts';
import { Money } from '../../domain/money.ts';
import { filingDueOn } from '../../domain/tax-filing.ts';
import type { Tx } from '../../platform/database.ts';
import { memberNamed } from '../members/index.ts';
import { byPerson, receivedIn, withheldIn } from './store.ts';

export async function withheldOnWire(tx: Tx, cooperativeId: string, month: string) {
  const rows = byPerson(await withheldIn(tx, cooperativeId, month, false));
  return {
    month,
    dueOn: filingDueOn(month).toString(),
    gross: Money.sum(rows.map(({ gross }) => gross)).toString(),
    tax: Money.sum(rows.map(({ tax }) => tax)).toString(),
    rows: rows.map(({ number, name, residentIdMasked, gross, rate, tax }) => ({
      ...{ number, name, residentIdMasked, rate },
      gross: gross.toString(),
      tax: tax.toString(),
    })),
  };
}

/** What the income and tax certificate of a year says. */
export async function incomeOf(
  tx: Tx,
  cooperativeId: string,
  { year, member }: { readonly year: string; readonly member: string },
) {
  const person = await memberNamed(tx, cooperativeId, member);
  if (!person) throw refuse('pension.member-unknown', { member });
  const rows = await receivedIn(tx, cooperativeId, year, person.id);
  return {
    year,
    member: {
      number: person.registerNumber,
      name: person.name,
      residentIdMasked: person.residentIdMasked,
    },
    rows: rows.map((row) => ({
      ...{ period: row.period, run: row.run, paidOn: row.postedOn, rate: row.rate, basis: row.basis },
      gross: row.gross.toString(),
      tax: row.tax.toString(),
    })),
    gross: Money.sum(rows.map(({ gross }) => gross)).toString(),
    tax: Money.sum(rows.map(({ tax }) => tax)).toString(),
  };
}
