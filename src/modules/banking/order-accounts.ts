/**
 * What whoever releases an order should see of its accounts: which changed since the last payment, which are shared, and from which
 * the last payment came back.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { bytes, count, orNull, rowsOf, text } from '../../platform/rows.ts';
import { accountReviewerRows, membersAs, ownersAs } from '../members/index.ts';
import { overWholeRegister } from '../shares/index.ts';

/** Payees whom the last order that was sent before paid into another account. */
export async function changedAccounts(tx: Tx, cooperativeId: string, orderId: string) {
  const coop = sql`${cooperativeId}::uuid`;
  // Of all payees at once: sought for each line, all payments were read as often as the order has lines.
  return overWholeRegister(tx, () =>
    rowsOf(
      tx,
      sql`
    with before as (
      select distinct on (p.payee_id) p.payee_id, p.bank_account_index, p.bank_account_masked
      from payment_line p
      join payment_order q on q.cooperative_id = ${coop} and q.id = p.order_id
      join payment_order_end e on e.cooperative_id = ${coop} and e.order_id = p.order_id and e.kind = 'sent'
      where p.cooperative_id = ${coop} and ${madeBefore(cooperativeId, orderId)}
      order by p.payee_id, q.made_at desc
    )
    select l.serial, m.register_number as number, l.payee_name as name, l.bank_account_masked as account_masked,
      before.bank_account_masked as before_masked, v.name as confirmed_by
    from payment_line l
    join ${membersAs('m', cooperativeId)} on m.id = l.payee_id
    join before on before.payee_id = l.payee_id
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
    ),
  );
}

/** That order `q` was made before this one. */
function madeBefore(cooperativeId: string, orderId: string): SQL {
  return sql`q.made_at < (
    select o.made_at from payment_order o where o.cooperative_id = ${cooperativeId}::uuid and o.id = ${orderId}::uuid)`;
}

/** Lines that go again into the account from which the last payment of the payee came back, whatever it was for. */
export async function returnedAccounts(tx: Tx, cooperativeId: string, orderId: string) {
  const coop = sql`${cooperativeId}::uuid`;
  return overWholeRegister(tx, () =>
    rowsOf(
      tx,
      sql`
    with last as (
      select distinct on (p.payee_id, p.bank_account_index) p.payee_id, p.bank_account_index, t.outcome, t.reason
      from payment_line p
      join payment_order q on q.cooperative_id = ${coop} and q.id = p.order_id
      join payment_result t on t.cooperative_id = ${coop} and t.order_id = p.order_id and t.serial = p.serial
      where p.cooperative_id = ${coop} and ${madeBefore(cooperativeId, orderId)}
      order by p.payee_id, p.bank_account_index, t.recorded_at desc, t.late desc
    )
    select l.serial, m.register_number as number, l.payee_name as name, l.bank_account_masked as account_masked, last.reason
    from payment_line l
    join ${membersAs('m', cooperativeId)} on m.id = l.payee_id
    join last on last.payee_id = l.payee_id and last.bank_account_index = l.bank_account_index
    where l.cooperative_id = ${coop} and l.order_id = ${orderId}::uuid and last.outcome = 'returned'
    order by l.serial`,
      { serial: count, number: text, name: text, accountMasked: text, reason: text },
    ),
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
