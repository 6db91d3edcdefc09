/**
 * Dividend money that was handed over, by the day of payment: through the bank on the day that the books have it, over the counter on the
 * day of the slip; what was given back stands with a minus. What came back, was refused or struck off was not received. Of accounts their
 * own lines, and of a person the parts that they inherited: never what heirs of an account got.
 */
import { sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { amount, count, day, flag, id, oneOf, orNull, rowsOf, text } from '../../platform/rows.ts';

export interface DividendReceived {
  readonly runId: string;
  readonly accountId: string;
  readonly part: number;
  readonly on: LocalDate;
  readonly means: 'bank' | 'cash';
  readonly amount: Money;
  readonly accountMasked: string | null;
  /** False: it is with the bank, and no answer of the bank was entered yet. */
  readonly isAnswered: boolean;
}

/** As known at a moment (null: now), by day. */
export async function dividendsReceived(
  tx: Tx,
  cooperativeId: string,
  whose: { readonly accountIds: readonly string[]; readonly memberId: string | null },
  knownAt: Date | null = null,
): Promise<readonly DividendReceived[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const at = sql`coalesce(${knownAt?.toISOString() ?? null}::timestamptz, 'infinity')`;
  const inherited = sql`(select s.run_id, s.account_id, s.part from estate_share s
    where s.cooperative_id = ${coop} and s.heir_id = ${whose.memberId}::uuid)`;
  const isTheirs = (row: 'l' | 'h') => {
    const column = (name: string) => sql.raw(`${row}.${name}`);
    return sql`((${column('part')} = 0 and ${column('account_id')} = any(${sql.param([...whose.accountIds])}::uuid[]))
      or (${column('run_id')}, ${column('account_id')}, ${column('part')}) in ${inherited})`;
  };
  return rowsOf(
    tx,
    sql`
      select l.run_id, l.account_id, l.part,
        greatest(o.pay_on, (e.recorded_at at time zone 'Asia/Shanghai')::date) as "on",
        'bank' as means, l.amount, l.bank_account_masked as account_masked, told.outcome is not null as is_answered
      from payment_line l
      join payment_order o on o.cooperative_id = ${coop} and o.id = l.order_id
      join payment_order_end e on e.cooperative_id = ${coop} and e.order_id = l.order_id and e.kind = 'sent'
        and e.recorded_at <= ${at}
      left join payment_refusal n on n.cooperative_id = ${coop} and n.order_id = l.order_id and n.recorded_at <= ${at}
      left join lateral (
        select t.outcome from payment_result t
        where t.cooperative_id = ${coop} and t.order_id = l.order_id and t.serial = l.serial and t.recorded_at <= ${at}
        order by t.late desc limit 1) as told on true
      where l.cooperative_id = ${coop} and l.run_id is not null and n.order_id is null
        and told.outcome is distinct from 'returned' and ${isTheirs('l')}
      union all
      select h.run_id, h.account_id, h.part, h.handed_on, 'cash',
        case h.direction when 'paid' then h.amount else -h.amount end, null, true
      from payout_cash h
      left join payout_cash_strike x on x.cooperative_id = ${coop} and x.cash_id = h.id and x.recorded_at <= ${at}
      where h.cooperative_id = ${coop} and h.recorded_at <= ${at} and x.cash_id is null and ${isTheirs('h')}
      order by "on", run_id, account_id, part`,
    {
      runId: id,
      accountId: id,
      part: count,
      on: day,
      means: oneOf(['bank', 'cash']),
      amount,
      accountMasked: orNull(text),
      isAnswered: flag,
    },
  );
}
