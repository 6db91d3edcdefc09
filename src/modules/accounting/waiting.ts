/** What waits of the books for another person: entries by hand, counts of the till, years that were closed. */
import { sql } from 'drizzle-orm';
import { Money } from '../../domain/money.ts';
import { fact, type Waiting } from '../../domain/waiting.ts';
import type { Tx } from '../../platform/database.ts';
import { amount, day, id, moment, orNull, rowsOf, text, whole } from '../../platform/rows.ts';
import { preparedOf } from './prepared-store.ts';

const EVERY_ENTRY = 100_000;

export async function waitingOfBooks(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  return [
    ...(await entries(tx, cooperativeId)),
    ...(await counts(tx, cooperativeId)),
    ...(await years(tx, cooperativeId)),
    ...(await reopenings(tx, cooperativeId)),
  ];
}

async function entries(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const rows = await preparedOf(tx, cooperativeId, { state: 'awaiting-review' }, EVERY_ENTRY);
  return rows.map(({ row, lines }): Waiting => {
    const total = Money.sum(lines.map(({ debit }) => debit)).toGrouped();
    return {
      kind: 'entry',
      known: { entryId: row.id },
      says: {
        zh: `待复核第 ${row.number} 号：${row.summary}，${total} 元`,
        en: `No. ${row.number}: ${row.summary}, ${total} yuan`,
      },
      facts: [fact('日期', 'Day', `${row.entryDate}`), fact('附件', 'Attachments', `${row.attachments}`)],
      askedBy: row.preparedBy,
      askedAt: row.preparedAt,
    };
  });
}

async function counts(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select c.id, c.number, c.account, c.day, c.counted, c.booked, c.explanation, c.recorded_at, c.recorded_by from till_count c
    where c.cooperative_id = ${coop} and not exists (select from till_count_answer a
      where a.cooperative_id = ${coop} and a.count_id = c.id)
    order by c.number`,
    {
      id,
      number: whole,
      account: text,
      day,
      counted: amount,
      booked: amount,
      explanation: orNull(text),
      recordedAt: moment,
      recordedBy: id,
    },
  );
  return rows.map((row): Waiting => ({
    kind: 'till-count',
    known: { countId: row.id },
    says: {
      zh: `${row.day} 库存现金 ${row.account}，实点 ${row.counted.toGrouped()} 元`,
      en: `Till ${row.account} on ${row.day}: ${row.counted.toGrouped()} yuan counted`,
    },
    facts: [
      fact('账面 → 实点', 'Books → counted', row.counted.toString(), {
        before: row.booked.toString(),
        unit: 'yuan',
      }),
      ...(row.explanation === null ? [] : [fact('不符原因', 'Why it differs', row.explanation)]),
    ],
    askedBy: row.recordedBy,
    askedAt: row.recordedAt,
  }));
}

/** A year is answered by its number; the first of its closing entries carries the confirmation. */
async function years(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select f.year, f.recorded_at, f.recorded_by
    from (select distinct on (year) e.id, split_part(e.source, ':', 2) as year, e.recorded_at, e.recorded_by
      from journal_entry e
      where e.cooperative_id = ${coop} and e.source like 'year-close:%'
        and not exists (select from journal_entry r where r.cooperative_id = ${coop} and r.reverses = e.id)
      order by year, e.number) f
    where not exists (select from year_confirmation c where c.cooperative_id = ${coop} and c.closing_id = f.id)
    order by f.year`,
    { year: text, recordedAt: moment, recordedBy: id },
  );
  return rows.map(({ year, recordedAt, recordedBy }): Waiting => ({
    kind: 'year',
    known: { year },
    says: { zh: `${year} 年度已结转`, en: `The year ${year} was closed` },
    facts: [],
    askedBy: recordedBy,
    askedAt: recordedAt,
  }));
}

/** That a year whose closing was confirmed be reopened. */
async function reopenings(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select q.year::text as year, q.reason, q.recorded_at, q.recorded_by from year_reopening q
    where q.cooperative_id = ${coop}
      and not exists (select from year_reopening_answer a where a.cooperative_id = ${coop} and a.reopening_id = q.id)
      and not exists (select from journal_entry r where r.cooperative_id = ${coop} and r.reverses = q.closing_id)
    order by q.recorded_at, q.id`,
    { year: text, reason: text, recordedAt: moment, recordedBy: id },
  );
  return rows.map(({ year, reason, recordedAt, recordedBy }): Waiting => ({
    kind: 'year-reopening',
    known: { year },
    says: {
      zh: `反结转 ${year} 年：红字冲回年终结转，十二月可再收凭证`,
      en: `The year ${year} is reopened: its closing is taken back in red, and December takes vouchers again`,
    },
    facts: [fact('原因', 'Reason', reason)],
    askedBy: recordedBy,
    askedAt: recordedAt,
  }));
}
