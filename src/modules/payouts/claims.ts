/**
 * Claims: every line of a posted run that somebody is to be paid, or the parts of it that heirs share, each with its payee
 * of today and where it stands. The collective share's part is no claim: it stays with the cooperative.
 */
import { sql } from 'drizzle-orm';
import {
  belowMinimum,
  isPayable,
  payoutState,
  type Attempt,
  type HoldReason,
  type PayoutState,
} from '../../domain/payout.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import type { Tx } from '../../platform/database.ts';
import { payoutSettings } from './store.ts';

export interface ClaimRow {
  readonly runId: string;
  readonly runNumber: string;
  readonly period: string;
  readonly postedAt: Date;
  readonly accountId: string;
  readonly part: number;
  readonly kind: string;
  readonly number: string;
  readonly net: Money;
  readonly held: HoldReason | null;
  /** The run was reversed, or is a reversal. */
  readonly reversed: boolean;
  readonly state: PayoutState;
  readonly payeeId: string | null;
  readonly payeeName: string | null;
  readonly bankName: string | null;
  readonly accountCipher: Uint8Array | null;
  readonly accountIndex: Uint8Array | null;
  readonly accountMasked: string | null;
  readonly residentIdCipher: Uint8Array | null;
  readonly remindedOn: LocalDate | null;
}

interface Raw {
  readonly run_id: string;
  readonly run_number: string;
  readonly period: string;
  readonly posted_at: string;
  readonly account_id: string;
  readonly part: number;
  readonly kind: string;
  readonly number: string;
  readonly net: string;
  readonly set_off: boolean;
  readonly reversed: boolean;
  readonly takes_back_paid: boolean;
  readonly held: HoldReason | null;
  readonly deceased: boolean;
  readonly payee_id: string | null;
  readonly payee_name: string | null;
  readonly bank_name: string | null;
  readonly account_cipher: Uint8Array | null;
  readonly account_index: Uint8Array | null;
  readonly account_masked: string | null;
  readonly resident_id_cipher: Uint8Array | null;
  readonly cash: 'paid' | 'received' | null;
  readonly attempts: readonly Attempt[] | null;
  readonly reminded_on: string | null;
}

export interface ClaimFilter {
  /** Null: of every posted run. */
  readonly runIds?: readonly string[] | null;
  readonly accountId?: string | null;
  /** Only those of lines in this batch. */
  readonly batchId?: string | null;
}

/** The claims of posted runs as they stand on a day, by run and natural order of the holder. */
export async function claims(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  { runIds = null, accountId = null, batchId = null }: ClaimFilter = {},
): Promise<readonly ClaimRow[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const day = sql`${today.toString()}::date`;
  const asked = runIds === null ? sql`true` : sql`r.id = any(${sql.param([...runIds])}::uuid[])`;
  const ofAccount = (column: 'l' | 's') =>
    accountId === null ? sql`true` : sql`${sql.raw(column)}.account_id = ${accountId}::uuid`;
  const ofBatch =
    batchId === null
      ? sql`true`
      : sql`exists (select 1 from payout_line b where b.cooperative_id = ${coop} and b.batch_id = ${batchId}::uuid
          and b.run_id = c.run_id and b.account_id = c.account_id and b.part = c.part)`;
  const dead = (id: string) => sql`exists (
    select 1 from member_standing s where s.cooperative_id = ${coop} and s.member_id = ${sql.raw(id)}
      and s.kind = 'deceased' and s.effective_on <= ${day}
      and not exists (select 1 from member_standing k where k.cooperative_id = ${coop} and k.corrects = s.id))`;
  const rows = (await tx.execute(sql`
    with asked as (
      select r.*, exists (
        select 1 from dividend_run v where v.cooperative_id = ${coop} and v.refers_to = r.id and v.kind = 'reversal'
      ) as reversed
      from dividend_run r where r.cooperative_id = ${coop} and r.state = 'posted' and ${asked}
    ), claim as (
      select l.run_id, l.account_id, 0::smallint as part, l.net + coalesce((
          select sum(case when o.owed_run_id = l.run_id then o.amount else -o.amount end) from payout_set_off o
          where o.cooperative_id = ${coop} and o.account_id = l.account_id
            and l.run_id in (o.owed_run_id, o.against_run_id)), 0) as net, null::uuid as heir_id
      from asked r join dividend_line l on l.cooperative_id = ${coop} and l.run_id = r.id and l.calculation = r.calculation
      where ${ofAccount('l')} and not exists (
        select 1 from estate_share s where s.cooperative_id = ${coop} and s.run_id = l.run_id and s.account_id = l.account_id)
      union all
      select s.run_id, s.account_id, s.part, s.amount, s.heir_id
      from asked r join estate_share s on s.cooperative_id = ${coop} and s.run_id = r.id
      where ${ofAccount('s')}
    )
    select c.run_id, r.number::text as run_number, r.period, r.posted_at::text, c.account_id, c.part, a.kind, a.number,
      c.net::text, c.part = 0 and exists (select 1 from payout_set_off o where o.cooperative_id = ${coop}
        and o.account_id = c.account_id and c.run_id in (o.owed_run_id, o.against_run_id)) as set_off,
      r.reversed or r.kind = 'reversal' as reversed,
      r.kind <> 'reversal' or ${paidBefore(cooperativeId)} as takes_back_paid,
      (select min(f.kind) from share_restriction f
        left join share_restriction_lift u on u.cooperative_id = ${coop} and u.restriction_id = f.id
        where f.cooperative_id = ${coop} and f.account_id = c.account_id and f.effective_on <= ${day}
          and (u.lifted_on is null or u.lifted_on > ${day})
          and f.kind in ('freeze', 'dispute', 'estate-pending')
          and (c.heir_id is null or f.kind <> 'estate-pending')) as held,
      p.id is not null and ${dead('p.id')} as deceased,
      p.id as payee_id, p.name as payee_name, p.bank_name, p.bank_account_cipher as account_cipher,
      p.bank_account_index as account_index, p.bank_account_masked as account_masked,
      p.resident_id_cipher as resident_id_cipher,
      (select h.direction from payout_cash h where h.cooperative_id = ${coop} and h.run_id = c.run_id
        and h.account_id = c.account_id and h.part = c.part and not exists (
          select 1 from payout_cash_strike x where x.cooperative_id = ${coop} and x.cash_id = h.id)) as cash,
      (select jsonb_agg(jsonb_build_object('sent', e.kind is not null, 'outcome', o.outcome) order by b.number)
        from payout_line l
        join payout_batch b on b.cooperative_id = ${coop} and b.id = l.batch_id
        left join payout_batch_end e on e.cooperative_id = ${coop} and e.batch_id = l.batch_id
        left join lateral (
          select t.outcome from payout_result t where t.cooperative_id = ${coop} and t.batch_id = l.batch_id
            and t.serial = l.serial order by t.late desc limit 1) o on true
        where l.cooperative_id = ${coop} and l.run_id = c.run_id and l.account_id = c.account_id and l.part = c.part
          and e.kind is distinct from 'cancelled') as attempts,
      (select max(m.reminded_on)::text from payout_reminder m
        where m.cooperative_id = ${coop} and m.account_id = c.account_id) as reminded_on
    from claim c
    join asked r on r.id = c.run_id
    join holder_account a on a.cooperative_id = ${coop} and a.id = c.account_id
    left join lateral (
      select m.* from member m
      where m.cooperative_id = ${coop} and case
        when c.heir_id is not null then m.id = c.heir_id
        when a.kind = 'member' then m.id = a.member_id
        else m.household_id = a.household_id and m.relation = 'head' and not ${dead('m.id')} end
      order by m.sort_key limit 1
    ) p on true
    where a.kind <> 'collective' and ${ofBatch}
    order by r.number, a.sort_key, a.id, c.part`)) as unknown as readonly Raw[];
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
  const minimum = (await payoutSettings(tx, cooperativeId))?.minimum ?? Money.zero;
  const small = belowMinimum(
    all.filter(({ state }) => isPayable(state)),
    minimum,
  );
  return all
    .filter(({ runId }) => runIds === null || runIds.includes(runId))
    .map((each) => (small.has(each) ? { ...each, state: 'below-minimum' as const } : each));
}

/** Whether what a reversal takes back from this holder went out, or is on its way. */
function paidBefore(cooperativeId: string) {
  const coop = sql`${cooperativeId}::uuid`;
  return sql`(exists (
      select 1 from payout_cash h where h.cooperative_id = ${coop} and h.run_id = r.refers_to
        and h.account_id = c.account_id and h.direction = 'paid' and not exists (
          select 1 from payout_cash_strike x where x.cooperative_id = ${coop} and x.cash_id = h.id))
    or exists (
      select 1 from payout_line l
      join payout_batch_end e on e.cooperative_id = ${coop} and e.batch_id = l.batch_id and e.kind = 'sent'
      where l.cooperative_id = ${coop} and l.run_id = r.refers_to and l.account_id = c.account_id and not exists (
        select 1 from payout_result t where t.cooperative_id = ${coop} and t.batch_id = l.batch_id
          and t.serial = l.serial and t.outcome = 'returned')))`;
}

function claimOf(row: Raw): ClaimRow {
  const net = Money.parse(row.net);
  const held = row.held ?? (row.deceased ? 'deceased' : null);
  const state = payoutState({
    net,
    held,
    setOff: row.set_off,
    reversed: row.reversed,
    takesBackPaid: row.takes_back_paid,
    hasPayee: row.payee_id !== null,
    hasAccount: row.account_cipher !== null,
    cash: row.cash,
    attempts: row.attempts ?? [],
  });
  return {
    ...{ net, held, state, part: row.part, kind: row.kind, number: row.number, period: row.period },
    reversed: row.reversed,
    runId: row.run_id,
    runNumber: row.run_number,
    postedAt: new Date(row.posted_at),
    accountId: row.account_id,
    payeeId: row.payee_id,
    payeeName: row.payee_name,
    bankName: row.bank_name,
    accountCipher: row.account_cipher,
    accountIndex: row.account_index,
    accountMasked: row.account_masked,
    residentIdCipher: row.resident_id_cipher,
    remindedOn: row.reminded_on === null ? null : LocalDate.parse(row.reminded_on),
  };
}
