/**
 * What whoever releases an order should see of its accounts: which changed since the last payment, which are shared, and from which
 * the last payment came back.
 */
import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { bytes, count, orNull, rowsOf, text } from '../../platform/rows.ts';
import { accountReviewerRows, membersAs, ownersAs } from '../members/index.ts';

/** Payees whom the last order that was sent before paid into another account. */
export async function changedAccounts(tx: Tx, cooperativeId: string, orderId: string) {
  const coop = sql`${cooperativeId}::uuid`;
  return rowsOf(
    tx,
    sql`
    select l.serial, m.register_number as number, l.payee_name as name, l.bank_account_masked as account_masked,
      before.bank_account_masked as before_masked, v.name as confirmed_by
    from payment_line l
    join payment_order o on o.cooperative_id = ${coop} and o.id = l.order_id
    join ${membersAs('m', cooperativeId)} on m.id = l.payee_id
    cross join lateral (
      select p.bank_account_index, p.bank_account_masked
      from payment_line p
      join payment_order q on q.cooperative_id = ${coop} and q.id = p.order_id
      join payment_order_end e on e.cooperative_id = ${coop} and e.order_id = p.order_id and e.kind = 'sent'
      where p.cooperative_id = ${coop} and p.payee_id = l.payee_id and q.made_at < o.made_at
      order by q.made_at desc limit 1
    ) before
    left join ${accountReviewerRows(cooperativeId)} v on v.member_id = l.payee_id
      and v.bank_account_index = l.bank_account_index
    where l.cooperative_id = ${coop} and l.order_id = ${orderId}::uuid
      and before.bank_account_index <> l.bank_account_index
    order by l.serial`,
    {
      serial: count,
      number: text,
      name: text,
      accountMasked: text,
      beforeMasked: text,
      confirmedBy: orNull(text),
    },
  );
}

/** Lines that go again into the account from which the last payment of the payee came back, whatever it was for. */
export async function returnedAccounts(tx: Tx, cooperativeId: string, orderId: string) {
  const coop = sql`${cooperativeId}::uuid`;
  return rowsOf(
    tx,
    sql`
    select l.serial, m.register_number as number, l.payee_name as name, l.bank_account_masked as account_masked, last.reason
    from payment_line l
    join payment_order o on o.cooperative_id = ${coop} and o.id = l.order_id
    join ${membersAs('m', cooperativeId)} on m.id = l.payee_id
    cross join lateral (
      select t.outcome, t.reason
      from payment_line p
      join payment_order q on q.cooperative_id = ${coop} and q.id = p.order_id
      join payment_result t on t.cooperative_id = ${coop} and t.order_id = p.order_id and t.serial = p.serial
      where p.cooperative_id = ${coop} and p.payee_id = l.payee_id and p.bank_account_index = l.bank_account_index
        and q.made_at < o.made_at
      order by t.recorded_at desc, t.late desc limit 1
    ) last
    where l.cooperative_id = ${coop} and l.order_id = ${orderId}::uuid and last.outcome = 'returned'
    order by l.serial`,
    { serial: count, number: text, name: text, accountMasked: text, reason: text },
  );
}

/** Accounts of the order that members of different households have today, or people of no household. */
export async function sharedAccounts(tx: Tx, cooperativeId: string, orderId: string) {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    with paid as (
      select l.bank_account_index, min(l.bank_account_masked) as masked, min(l.serial) as first,
        string_agg(l.serial::text, ',' order by l.serial) as serials
      from payment_line l where l.cooperative_id = ${coop} and l.order_id = ${orderId}::uuid
      group by l.bank_account_index
    ), bearer as (
      select p.bank_account_index, p.masked, p.first, p.serials, m.register_number, m.sort_key, m.name, h.number,
        coalesce(m.household_id, m.id) as home
      from paid p
      join ${membersAs('m', cooperativeId)} on m.bank_account_index = p.bank_account_index
      left join ${ownersAs('h', cooperativeId, 'household')} on h.id = m.household_id
    )
    select b.bank_account_index as account_index, b.masked as account_masked, b.serials, b.register_number as number, b.name,
      b.number as household
    from bearer b
    where exists (select 1 from bearer x where x.bank_account_index = b.bank_account_index and x.home <> b.home)
    order by b.first, b.sort_key`,
    {
      accountIndex: bytes,
      accountMasked: text,
      serials: text,
      number: text,
      name: text,
      household: orNull(text),
    },
  );
  const shared = new Map<
    string,
    {
      readonly accountMasked: string;
      readonly serials: readonly number[];
      readonly bearers: { number: string; name: string; household: string | null }[];
    }
  >();
  for (const { accountIndex, accountMasked, serials, ...bearer } of rows) {
    const key = Buffer.from(accountIndex).toString('hex');
    const known = shared.get(key);
    if (known) known.bearers.push(bearer);
    else shared.set(key, { accountMasked, serials: serials.split(',').map(Number), bearers: [bearer] });
  }
  return [...shared.values()];
}
