/** Assets and their preservation rate as people read them. */
import { sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import type { Language } from '../../domain/error.ts';
import { Money } from '../../domain/money.ts';
import { preservation, verdictWords } from '../../domain/preservation.ts';
import type { Tx } from '../../platform/database.ts';
import { assetKinds } from './contract.ts';
import { assetsBetween } from './store.ts';

export interface Span {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export async function assetRegister(tx: Tx, cooperativeId: string, span: Span) {
  const rows = await assetsBetween(tx, cooperativeId, span);
  return {
    from: span.from.toString(),
    to: span.to.toString(),
    totals: assetKinds.map((kind) => {
      const of = rows.filter((each) => each.kind === kind);
      const sum = (amounts: readonly (Money | null)[]) =>
        Money.sum(amounts.map((amount) => amount ?? Money.zero)).toString();
      return {
        kind,
        count: of.filter(({ closing }) => closing !== null).length,
        opening: sum(of.map(({ opening }) => opening)),
        closing: sum(of.map(({ closing }) => closing)),
        income: sum(of.map(({ income }) => income)),
      };
    }),
    assets: rows.map((row) => ({
      ...{ id: row.id, number: row.number, kind: row.kind, name: row.name, place: row.place },
      ...{ acquiredOn: row.acquiredOn, endedOn: row.endedOn, valuedOn: row.valuedOn, idleDays: row.idleDays },
      value: row.closing?.toString() ?? null,
      income: row.income.toString(),
    })),
  };
}

/** The rate over a span, its figures taken from the register; dividends are those posted to members within the span. */
export async function preservationOf(
  tx: Tx,
  cooperativeId: string,
  span: Span,
  addDividendsBack: boolean,
  language: Language,
) {
  const rows = await assetsBetween(tx, cooperativeId, span);
  const sum = (of: (row: (typeof rows)[number]) => Money | null) =>
    Money.sum(rows.map((row) => of(row) ?? Money.zero));
  const figures = {
    opening: sum(({ opening }) => opening),
    closing: sum(({ closing }) => closing),
    objectiveIncrease: sum(({ objectiveIn }) => objectiveIn),
    objectiveDecrease: sum(({ objectiveOut }) => objectiveOut),
    dividendsAddedBack: addDividendsBack ? await dividendsIn(tx, cooperativeId, span) : Money.zero,
  };
  const { adjustedClosing, rate, verdict, formula } = preservation(figures);
  return {
    from: span.from.toString(),
    to: span.to.toString(),
    opening: figures.opening.toString(),
    closing: figures.closing.toString(),
    objectiveIncrease: figures.objectiveIncrease.toString(),
    objectiveDecrease: figures.objectiveDecrease.toString(),
    dividendsAddedBack: figures.dividendsAddedBack.toString(),
    adjustedClosing: adjustedClosing.toString(),
    ...{ rate, verdict, verdictText: verdictWords[verdict][language], formula },
  };
}

async function dividendsIn(tx: Tx, cooperativeId: string, { from, to }: Span): Promise<Money> {
  const rows = (await tx.execute(sql`
    select coalesce(sum(l.debit - l.credit), 0)::text as paid
    from journal_line l
    join journal_entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id and e.kind = 'automatic'
    where l.cooperative_id = ${cooperativeId}::uuid and l.account = '322.01.02'
      and e.entry_date between ${from.toString()}::date and ${to.toString()}::date`)) as unknown as readonly {
    readonly paid: string;
  }[];
  return Money.parse(rows[0]?.paid ?? '0');
}
