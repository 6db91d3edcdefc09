/**
 * Claims: every line of a posted run that somebody is to be paid, or the parts of it that heirs share, each with its payee
 * of today and where it stands. The collective share's part is no claim: it stays with the cooperative.
 */
import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import {
  belowMinimum,
  isPayable,
  openOf,
  payoutState,
  type Attempt,
  type ClaimSums,
  type PayoutState,
} from '../../domain/payout.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { holdOf, type HoldReason } from '../../domain/holding.ts';
import { Money } from '../../domain/money.ts';
import { accountKinds, type AccountKind } from '../../domain/share-register.ts';
import { restrictionKinds } from '../../domain/share-restriction.ts';
import type { Tx } from '../../platform/database.ts';
import {
  amount,
  bytes,
  count,
  day,
  flag,
  id,
  json,
  listOf,
  moment,
  oneOf,
  orNull,
  plannedOnce,
  rowsOf,
  text,
  type RowOf,
} from '../../platform/rows.ts';
import { enteredFrom } from '../accounting/index.ts';
import { DIVIDEND_SOURCE, linesAs, runsAs, withholdingsAs } from '../dividends/index.ts';
import { deadRows, headRows, membersAs, onDay, receiverOf } from '../members/index.ts';
import { holdersAs, overWholeRegister, restrictedRows } from '../shares/index.ts';
import { payoutSettings } from './order-store.ts';

export interface ClaimRow {
  readonly runId: string;
  readonly runNumber: string;
  readonly period: string;
  readonly postedAt: Date;
  /** Since when it can be paid: the posting, or the last payment of it that came back or was struck. */
  readonly openSince: Date;
  readonly accountId: string;
  readonly part: number;
  readonly kind: AccountKind;
  readonly number: string;
  /** The posted line after set-offs, or the part of an heir, less the tax that was withheld of it until now. */
  readonly net: Money;
  /** Of a line what was set off for it, less what was set off against it; of an heir's part nothing is. */
  readonly setOffs: Money;
  /** What is still to be paid; negative: what the holder owes. */
  readonly open: Money;
  readonly role: ClaimSums['role'];
  readonly held: HoldReason | null;
  /** It waited when its run was posted, and no tax was withheld of it yet: it is owed whole, and not paid. */
  readonly untaxed: boolean;
  /** No tax was withheld of it yet, also where there is nobody whose income it could be. */
  readonly unwithheld: boolean;
  readonly state: PayoutState;
  readonly payeeId: string | null;
  readonly payeeName: string | null;
  readonly bankName: string | null;
  readonly accountCipher: Uint8Array | null;
  readonly accountIndex: Uint8Array | null;
  readonly accountMasked: string | null;
  readonly residentIdCipher: Uint8Array | null;
  readonly remindedOn: LocalDate | null;
  /** When it was divided among heirs, of the part of one. */
  readonly dividedAt: Date | null;
}

const attempt: z.ZodType<Attempt> = z.object({
  sent: z.boolean(),
  outcome: z.enum(['paid', 'returned']).nullable(),
});

const claimShape = {
  runId: id,
  runNumber: text,
  period: text,
  postedAt: moment,
  openSince: moment,
  accountId: id,
  part: count,
  kind: oneOf(accountKinds),
  number: text,
  role: oneOf(['claim', 'reversed', 'reversal']),
  net: amount,
  out: amount,
  takenBack: amount,
  adjusted: amount,
  setOff: flag,
  restrictions: listOf(oneOf(restrictionKinds)),
  payeeDead: flag,
  untaxed: flag,
  unwithheld: flag,
  heirOfEstate: orNull(flag),
  payeeId: orNull(id),
  payeeName: orNull(text),
  bankName: orNull(text),
  accountCipher: orNull(bytes),
  accountIndex: orNull(bytes),
  accountMasked: orNull(text),
  accountConfirmed: flag,
  residentIdCipher: orNull(bytes),
  cash: amount,
  attempts: orNull(json((value) => z.array(attempt).parse(value))),
  remindedOn: orNull(day),
  dividedAt: orNull(moment),
};

export interface ClaimFilter {
  /** Null: of every posted run. */
  readonly runIds?: readonly string[] | null;
  /** Null: of every holder. */
  readonly accountIds?: readonly string[] | null;
  /** Only those that this order pays. */
  readonly orderId?: string | null;
}

/** That run `r` is in the books, or has nothing to enter. A run of before the books were kept is entered first, then paid. */
export function enteredRun(cooperativeId: string): SQL {
  return sql`(
    ${enteredFrom(cooperativeId, sql`${DIVIDEND_SOURCE} || r.id::text`)}
    or not exists (select 1 from ${linesAs('n', cooperativeId)}
      where n.run_id = r.id and n.calculation = r.calculation and n.gross <> 0))`;
}

/** The claims of posted runs as they stand on a day, by run and natural order of the holder. */
export async function claims(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  { runIds = null, accountIds = null, orderId = null }: ClaimFilter = {},
): Promise<readonly ClaimRow[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const asked = runIds === null ? sql`true` : sql`r.id = any(${sql.param([...runIds])}::uuid[])`;
  const ofAccount = (column: string) =>
    accountIds === null ? sql`true` : sql`${sql.raw(column)} = any(${sql.param([...accountIds])}::uuid[])`;
  const ofOrder =
    orderId === null
      ? sql`true`
      : sql`(c.run_id, c.account_id, c.part) in (
          select p.run_id, p.account_id, p.part from payment_line p
          where p.cooperative_id = ${coop} and p.order_id = ${orderId}::uuid)`;
  const rows = await overWholeRegister(tx, () =>
    rowsOf(
      tx,
      sql`
    with asked as (
      select r.*, v.id is not null as reversed
      from ${runsAs('r', cooperativeId)}
      left join ${runsAs('v', cooperativeId)} on v.refers_to = r.id and v.kind = 'reversal'
      where r.state = 'posted' and ${enteredRun(cooperativeId)} and ${asked}
    ), heir_part as (
      select s.run_id, s.account_id, s.part, s.heir_id, s.amount, s.recorded_at as divided_at
      from estate_share s
      left join estate_share_end x on x.cooperative_id = ${coop} and x.run_id = s.run_id and x.account_id = s.account_id
        and x.part = s.part
      where s.cooperative_id = ${coop} and x.part is null and ${ofAccount('s.account_id')}
    ), divided as (
      select run_id, account_id, sum(amount) as amount from heir_part group by run_id, account_id
    ), standing_set_off as (
      select o.account_id, o.owed_run_id, o.against_run_id, o.amount
      from payout_set_off o
      left join payout_set_off_strike x on x.cooperative_id = ${coop} and x.set_off_id = o.id
      where o.cooperative_id = ${coop} and x.set_off_id is null and ${ofAccount('o.account_id')}
    ), set_off as (
      select account_id, run_id, sum(amount) as amount from (
        select account_id, owed_run_id as run_id, amount from standing_set_off
        union all
        select account_id, against_run_id, -amount from standing_set_off
      ) o group by account_id, run_id
    ), attempt as (
      select run_id, account_id, part, amount, number, ended is not null as sent, outcome, back_at, out
      from payment_state
      where cooperative_id = ${coop} and run_id is not null and ended is distinct from 'cancelled' and refused_at is null
        and ${ofAccount('account_id')}
    ), attempts as (
      select run_id, account_id, part,
        jsonb_agg(jsonb_build_object('sent', sent, 'outcome', outcome) order by number) as list,
        coalesce(sum(amount) filter (where out), 0) as out,
        max(back_at) as back_at
      from attempt group by run_id, account_id, part
    ), cash as (
      select h.run_id, h.account_id, h.part,
        coalesce(sum(case h.direction when 'paid' then h.amount else -h.amount end)
          filter (where x.cash_id is null), 0) as amount,
        max(x.recorded_at) as struck_at
      from payout_cash h
      left join payout_cash_strike x on x.cooperative_id = ${coop} and x.cash_id = h.id
      where h.cooperative_id = ${coop} and ${ofAccount('h.account_id')}
      group by h.run_id, h.account_id, h.part
    ), withheld as (
      select run_id, account_id, part, sum(tax) as tax from ${withholdingsAs('t', cooperativeId)}
      where ${ofAccount('account_id')} group by run_id, account_id, part
    ), claim as (
      select l.run_id, l.account_id, 0::smallint as part,
        l.gross - coalesce(w.tax, 0) + coalesce(o.amount, 0) - coalesce(s.amount, 0) as net,
        l.gross > 0 and w.run_id is null as untaxed,
        o.amount is not null as set_off, coalesce(o.amount, 0) - coalesce(s.amount, 0) as adjusted, null::uuid as heir_id,
        null::timestamptz as divided_at
      from asked r
      join ${linesAs('l', cooperativeId)} on l.run_id = r.id and l.calculation = r.calculation
      left join divided s on s.run_id = l.run_id and s.account_id = l.account_id
      left join set_off o on o.run_id = l.run_id and o.account_id = l.account_id
      left join withheld w on w.run_id = l.run_id and w.account_id = l.account_id and w.part = 0
      where ${ofAccount('l.account_id')} and (s.run_id is null or r.kind = 'reversal')
      union all
      select s.run_id, s.account_id, s.part, s.amount - coalesce(w.tax, 0), false, false, s.amount, s.heir_id, s.divided_at
      from asked r join heir_part s on s.run_id = r.id
      left join withheld w on w.run_id = s.run_id and w.account_id = s.account_id and w.part = s.part
    ), taken_back as (
      select run_id, account_id, sum(amount) as amount from (
        select run_id, account_id, out as amount from attempts
        union all
        select run_id, account_id, amount from cash
        union all
        select run_id, account_id, -amount from set_off
      ) t group by run_id, account_id
    ), dead as (
      select member_id from ${deadRows(cooperativeId, onDay(today))} d
    ), head as (
      select household_id, member_id from ${headRows(cooperativeId, onDay(today))} h
    ), reminded as (
      select m.account_id, max(m.reminded_on) as day from payout_reminder m
      left join payout_reminder_confirmation k on k.cooperative_id = ${coop} and k.reminder_id = m.id
      where m.cooperative_id = ${coop} and (m.counts_alone or k.reminder_id is not null)
      group by m.account_id
    )
    select c.run_id, r.number::text as run_number, r.period, r.posted_at, c.account_id, c.part, a.kind, a.number,
      greatest(r.posted_at, t.back_at, h.struck_at) as open_since,
      case when r.kind = 'reversal' then 'reversal' when r.reversed then 'reversed' else 'claim' end as role,
      c.net, coalesce(t.out, 0) + coalesce(h.amount, 0) as out, c.set_off, c.adjusted,
      case when c.heir_id is null then coalesce(w.amount, 0) else 0 end as taken_back,
      coalesce(f.kinds, '{}') as restrictions, d.member_id is not null as payee_dead,
      c.untaxed and p.id is not null and r.kind <> 'reversal' as untaxed,
      c.untaxed as unwithheld,
      case when c.heir_id is not null
           then owner.member_id is not null or coalesce('estate-pending' = any(f.ever), false) end as heir_of_estate,
      p.id as payee_id, p.name as payee_name, p.bank_name, p.bank_account_cipher as account_cipher,
      p.bank_account_index as account_index, p.bank_account_masked as account_masked,
      coalesce(p.account_confirmed, false) as account_confirmed, p.resident_id_cipher,
      coalesce(h.amount, 0) as cash, t.list as attempts, m.day as reminded_on, c.divided_at
    from claim c
    join asked r on r.id = c.run_id
    join ${holdersAs('a', cooperativeId)} on a.id = c.account_id
    left join taken_back w on r.kind = 'reversal' and w.run_id = r.refers_to and w.account_id = c.account_id
    left join ${restrictedRows(cooperativeId, today)} f on f.account_id = c.account_id
    left join head on head.household_id = a.household_id
    left join ${membersAs('p', cooperativeId)} on p.id = coalesce(c.heir_id, ${receiverOf('a', 'head')})
    left join dead d on d.member_id = p.id
    left join dead owner on owner.member_id = a.member_id
    left join cash h on h.run_id = c.run_id and h.account_id = c.account_id and h.part = c.part
    left join attempts t on t.run_id = c.run_id and t.account_id = c.account_id and t.part = c.part
    left join reminded m on m.account_id = c.account_id
    where a.kind <> 'collective' and ${ofOrder}
    order by r.number, a.sort_key, a.id, c.part ${plannedOnce}`,
      claimShape,
    ),
  );
  return rows.map(claimOf);
}

/** Claims as they stand today, those below the minimum told apart; null: of every posted run. */
export async function standingClaims(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  runIds: readonly string[] | null,
): Promise<readonly ClaimRow[]> {
  // The minimum counts for what a payee gets of all runs together.
  const all = await claims(tx, cooperativeId, today);
  const minimum = await minimumOf(tx, cooperativeId);
  const small = belowMinimum(
    all.filter(({ state }) => isPayable(state)),
    minimum,
  );
  return all
    .filter(({ runId }) => runIds === null || runIds.includes(runId))
    .map((each) => (small.has(each) ? { ...each, state: 'below-minimum' as const } : each));
}

/** The same for a few holders. The other claims are read only where what a payee gets of these alone is too small. */
export async function standingClaimsOf(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  accountIds: readonly string[],
): Promise<readonly ClaimRow[]> {
  const own = await claims(tx, cooperativeId, today, { accountIds });
  const minimum = await minimumOf(tx, cooperativeId);
  const payable = own.filter(({ state }) => isPayable(state));
  if (belowMinimum(payable, minimum).size === 0) return own;
  const all = await standingClaims(tx, cooperativeId, today, null);
  return all.filter(({ accountId }) => accountIds.includes(accountId));
}

export async function minimumOf(tx: Tx, cooperativeId: string): Promise<Money> {
  return (await payoutSettings(tx, cooperativeId))?.minimum ?? Money.zero;
}

function claimOf({
  out,
  takenBack,
  adjusted,
  setOff,
  restrictions,
  payeeDead,
  heirOfEstate,
  cash,
  attempts,
  accountConfirmed,
  ...row
}: RowOf<typeof claimShape>): ClaimRow {
  const { net, role, untaxed } = row;
  const held = holdOf({ restrictions, payeeDead, heirOfEstate, untaxed });
  const open = openOf({ net, role, out, takenBack, adjusted });
  const state = payoutState({
    open,
    role,
    held,
    setOff,
    cash,
    hasPayee: row.payeeId !== null,
    hasAccount: row.accountCipher !== null,
    accountConfirmed,
    attempts: attempts ?? [],
  });
  return { ...row, setOffs: row.part === 0 ? adjusted : Money.zero, open, held, state };
}
