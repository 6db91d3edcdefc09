/**
 * The accounts that money goes to: entered in changes, one for a person or one for a whole roster, each confirmed or sent
 * back by another person. PostgreSQL takes no account without its change, and no payment to an unconfirmed one.
 */
import { and, asc, eq, gt, sql, type SQL } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import {
  accountChangeState,
  requireAccountReview,
  type AccountChangeState,
  type AccountReviewOutcome,
} from '../../domain/payee-account.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { id, listOf, orNull, rowsOf, text } from '../../platform/rows.ts';
import { usersAs } from '../access/index.ts';
import * as wire from './account-contract.ts';
import { accountConfirmed } from './people.ts';
import { accountChange, accountChangeReview, member } from './schema.ts';
import { amongIds } from './store.ts';

/** A change for accounts that are written in this very command; returns its id. */
export async function enterAccounts(unit: CommandUnit, count: number): Promise<string> {
  const { tx, cooperativeId, now, actor } = unit;
  const changeId = newId();
  const number = await unit.nextNumber('account-change');
  await tx.insert(accountChange).values({
    cooperativeId,
    id: changeId,
    number,
    kind: 'entered',
    count,
    madeAt: now,
    madeBy: actor.userId,
  });
  unit.note('account-change', { id: changeId, number: number.toString(), count });
  return changeId;
}

interface ChangeRow {
  readonly change: typeof accountChange.$inferSelect;
  readonly review: typeof accountChangeReview.$inferSelect | null;
  readonly madeBy: string | null;
  readonly reviewedBy: string | null;
}

const stateOf = ({ change, review }: ChangeRow): AccountChangeState =>
  accountChangeState(change.kind, review?.outcome ?? null);

async function changesWhere(
  tx: Tx,
  cooperativeId: string,
  condition: SQL | undefined,
  limit: number,
): Promise<readonly ChangeRow[]> {
  const maker = usersAs('maker');
  const reviewer = usersAs('reviewer');
  return tx
    .select({
      change: accountChange,
      review: accountChangeReview,
      madeBy: maker.displayName,
      reviewedBy: reviewer.displayName,
    })
    .from(accountChange)
    .leftJoin(
      accountChangeReview,
      and(
        eq(accountChangeReview.cooperativeId, cooperativeId),
        eq(accountChangeReview.changeId, accountChange.id),
      ),
    )
    .leftJoin(maker, eq(maker.id, accountChange.madeBy))
    .leftJoin(reviewer, eq(reviewer.id, accountChangeReview.recordedBy))
    .where(and(eq(accountChange.cooperativeId, cooperativeId), condition))
    .orderBy(asc(accountChange.number))
    .limit(limit);
}

async function requireChange(tx: Tx, cooperativeId: string, changeId: string): Promise<ChangeRow> {
  const [found] = await changesWhere(tx, cooperativeId, eq(accountChange.id, changeId), 1);
  if (!found) throw refuse('account.change-unknown');
  return found;
}

/** By number, after `after` if given. */
export async function changesOnWire(
  tx: Tx,
  cooperativeId: string,
  wanted: {
    readonly after: string | null;
    readonly limit: number;
    readonly state: AccountChangeState | null;
  },
) {
  const after = wanted.after !== null && /^\d{1,18}$/.test(wanted.after) ? BigInt(wanted.after) : -1n;
  const state =
    wanted.state === null
      ? undefined
      : sql`case when ${accountChange.kind} = 'before' then 'before'
          else coalesce(${accountChangeReview.outcome}, 'awaiting') end = ${wanted.state}`;
  const condition = and(gt(accountChange.number, after), state);
  const rows = await changesWhere(tx, cooperativeId, condition, wanted.limit + 1);
  const shown = rows.slice(0, wanted.limit);
  return {
    changes: shown.map(onWire),
    next: rows.length > wanted.limit ? must(shown.at(-1), 'a page').change.number.toString() : null,
  };
}

function onWire(row: ChangeRow) {
  const { change, review, madeBy, reviewedBy } = row;
  return {
    id: change.id,
    number: change.number.toString(),
    state: stateOf(row),
    count: change.count,
    madeAt: change.madeAt.toISOString(),
    madeBy,
    reviewedAt: review?.recordedAt.toISOString() ?? null,
    reviewedBy,
    reason: review?.reason ?? null,
  };
}

/** A change with a page of its accounts, in natural order of the members' numbers. */
export async function changeWithAccounts(
  tx: Tx,
  cooperativeId: string,
  changeId: string,
  page: { readonly after: string | null; readonly limit: number },
) {
  const found = await requireChange(tx, cooperativeId, changeId);
  const coop = sql`${cooperativeId}::uuid`;
  // What was in use before names no change in its history: it is what stands in the register.
  const rows = await rowsOf(
    tx,
    sql`
    select m.id as member_id, m.register_number as number, m.sort_key, m.name, h.number as household,
      e.bank_name as bank, e.bank_account_masked as account_masked, (
        select p.bank_account_masked from member_bank_account p
        where p.cooperative_id = ${coop} and p.member_id = m.id and p.recorded_at < e.recorded_at
        order by p.recorded_at desc limit 1) as before_masked,
      array(select o.register_number from member o
        where o.cooperative_id = ${coop} and o.bank_account_index = e.bank_account_index and o.id <> m.id
          and (o.household_id is null or m.household_id is null or o.household_id <> m.household_id)
        order by o.sort_key limit 20) as shared_with
    from (
      select b.member_id, b.bank_name, b.bank_account_masked, b.bank_account_index, b.recorded_at
      from member_bank_account b where b.cooperative_id = ${coop} and b.change_id = ${changeId}::uuid
      union all
      select k.id, k.bank_name, k.bank_account_masked, k.bank_account_index, k.recorded_at
      from member k where k.cooperative_id = ${coop} and k.account_change_id = ${changeId}::uuid
        and ${found.change.kind} = 'before'
    ) e
    join member m on m.cooperative_id = ${coop} and m.id = e.member_id
    left join household h on h.cooperative_id = ${coop} and h.id = m.household_id
    where m.sort_key > ${page.after ?? ''}
    order by m.sort_key limit ${page.limit + 1}`,
    {
      memberId: id,
      number: text,
      sortKey: text,
      name: text,
      household: orNull(text),
      bank: orNull(text),
      accountMasked: text,
      beforeMasked: orNull(text),
      sharedWith: listOf(text),
    },
  );
  const shown = rows.slice(0, page.limit);
  return {
    change: onWire(found),
    accounts: shown.map(({ sortKey: _, ...account }) => account),
    next: rows.length > page.limit ? must(shown.at(-1), 'a page').sortKey : null,
  };
}

export const confirmChange = defineCommand({
  name: 'members.confirm-accounts',
  endpoint: wire.confirmAccountChange,
  run: (unit, { changeId }) => review(unit, changeId, 'confirmed', null),
});

export const sendBackChange = defineCommand({
  name: 'members.send-back-accounts',
  endpoint: wire.sendBackAccountChange,
  run: (unit, { changeId, reason }) => review(unit, changeId, 'sent-back', reason),
});

async function review(
  unit: CommandUnit,
  changeId: string,
  outcome: AccountReviewOutcome,
  reason: string | null,
) {
  const { tx, cooperativeId, now, actor } = unit;
  const found = await requireChange(tx, cooperativeId, changeId);
  requireAccountReview({ state: stateOf(found), madeBy: found.change.madeBy }, actor.userId);
  const row = { cooperativeId, changeId, outcome, reason, recordedAt: now, recordedBy: actor.userId };
  await tx.insert(accountChangeReview).values(row);
  const number = found.change.number.toString();
  unit.note('account-review', { id: changeId, number, outcome, ...(reason !== null && { reason }) });
  return onWire({ ...found, review: row, reviewedBy: actor.displayName });
}

/** Which of these members have an account that money may go to. */
export async function withConfirmedAccount(
  tx: Tx,
  cooperativeId: string,
  memberIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .select({ id: member.id })
    .from(member)
    .innerJoin(
      accountChange,
      and(eq(accountChange.cooperativeId, cooperativeId), eq(accountChange.id, member.accountChangeId)),
    )
    .leftJoin(
      accountChangeReview,
      and(
        eq(accountChangeReview.cooperativeId, cooperativeId),
        eq(accountChangeReview.changeId, member.accountChangeId),
      ),
    )
    .where(and(eq(member.cooperativeId, cooperativeId), amongIds(member.id, memberIds), accountConfirmed));
  return new Set(rows.map((row) => row.id));
}

/** A sub-select `member_id, bank_account_index, name`: who confirmed each account of each member last. */
export function accountReviewerRows(cooperativeId: string): SQL {
  const coop = sql`${cooperativeId}::uuid`;
  return sql`(
    select distinct on (b.member_id, b.bank_account_index) b.member_id, b.bank_account_index, u.display_name as name
    from member_bank_account b
    join account_change_review v on v.cooperative_id = ${coop} and v.change_id = b.change_id and v.outcome = 'confirmed'
    join ${usersAs('u')} on u.id = v.recorded_by
    where b.cooperative_id = ${coop}
    order by b.member_id, b.bank_account_index, v.recorded_at desc)`;
}
