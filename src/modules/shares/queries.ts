/** Reads of the share register for people: holdings page by page, movements with their parties named, statements. */
import { holderInWords } from '../../domain/share-register.ts';
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { inForceOn } from '../../domain/share-restriction.ts';
import { accountWords } from '../../domain/words.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Tx } from '../../platform/database.ts';
import { count, orNull, rowsOf, shares, text, type RowOf } from '../../platform/rows.ts';
import { householdNumbered, memberNamed, membersAs } from '../members/index.ts';
import type { HolderName } from './accounts.ts';
import type { MovementReply } from './contract.ts';
import { holdingsOn } from './holdings.ts';
import { holderAccount } from './schema.ts';
import {
  certificatesOf,
  limitRows,
  movementsOfAccount,
  pageOfMovements,
  restrictionsKnown,
  shareClasses,
  type MovementRow,
  type RestrictionRecord,
} from './store.ts';

export async function classList(tx: Tx, cooperativeId: string) {
  const rows = await shareClasses(tx, cooperativeId);
  return {
    classes: rows.map(({ id, code, name, nameEn, kind, places, parValue, position }) => ({
      id,
      code,
      name,
      nameEn,
      kind,
      places,
      parValue: parValue?.toString() ?? null,
      position,
    })),
  };
}

export async function limitList(tx: Tx, cooperativeId: string) {
  const rows = await limitRows(tx, cooperativeId);
  return {
    limits: rows.map(({ id, kind, classId, percent, base, total, effectiveOn, recordedAt, source }) => ({
      id,
      kind,
      classId,
      percent,
      base,
      total: total?.toString() ?? null,
      effectiveOn: effectiveOn.toString(),
      recordedAt: recordedAt.toISOString(),
      source,
    })),
  };
}

/** One page of holders who hold anything on the day, in natural order of their numbers. */
export async function holdingsPageOf(
  tx: Tx,
  cooperativeId: string,
  wanted: {
    readonly date: LocalDate;
    readonly knownAt: Date | null;
    readonly after: string | null;
    readonly limit: number;
  },
) {
  const holders: {
    accountId: string;
    kind: (typeof holderAccount.$inferSelect)['kind'];
    number: string;
    name: string | null;
    holdings: { classId: string; quantity: string }[];
  }[] = [];
  let [scanned, lastShown] = [wanted.after, wanted.after];
  // Holders without shares on the day are passed over, so pages are read until enough others are found.
  for (;;) {
    const batch = await pageOfHolders(tx, cooperativeId, scanned, wanted.limit + 1);
    const { date, knownAt } = wanted;
    const accountIds = batch.map(({ id }) => id);
    const held = await holdingsOn(tx, cooperativeId, { date, knownAt, accountIds });
    for (const { id, kind, number, name, sortKey } of batch) {
      const holdings = held
        .filter(({ accountId }) => accountId === id)
        .map(({ classId, quantity }) => ({ classId, quantity: quantity.toString() }));
      if (holdings.length > 0) {
        if (holders.length === wanted.limit) return { on: date.toString(), holders, next: lastShown };
        holders.push({ accountId: id, kind, number, name, holdings });
      }
      lastShown = pageKey(sortKey, id);
    }
    scanned = lastShown;
    if (batch.length <= wanted.limit) return { on: date.toString(), holders, next: null };
  }
}

/** Movements by number, after the number `after`; of one account or all. */
export async function movementPageOf(
  tx: Tx,
  cooperativeId: string,
  wanted: {
    readonly after: string | null;
    readonly limit: number;
    readonly accountId?: string | undefined;
    readonly postingId?: string | undefined;
  },
) {
  const afterNumber = wanted.after !== null && /^\d{1,18}$/.test(wanted.after) ? BigInt(wanted.after) : 0n;
  const rows = await pageOfMovements(tx, cooperativeId, { ...wanted, afterNumber, limit: wanted.limit + 1 });
  const shown = rows.slice(0, wanted.limit);
  return {
    movements: await withParties(tx, cooperativeId, shown),
    next: rows.length > wanted.limit ? (shown.at(-1)?.number.toString() ?? null) : null,
  };
}

export interface Statement {
  readonly holder: MovementReply['from'];
  readonly from: string;
  readonly to: string;
  readonly opening: readonly { readonly classId: string; readonly quantity: string }[];
  readonly movements: readonly MovementReply[];
  readonly closing: readonly { readonly classId: string; readonly quantity: string }[];
}

/**
 * A holder's shares over a period: on the eve, what moved, on the last evening. Somebody on the register who never held
 * any has an empty statement; nobody at all is refused as `shares.holder-not-found`.
 */
export async function shareStatement(
  tx: Tx,
  cooperativeId: string,
  name: HolderName,
  period: { readonly from: LocalDate; readonly to: LocalDate; readonly knownAt: Date | null },
): Promise<Statement> {
  const { from, to, knownAt } = period;
  const days = { from: from.toString(), to: to.toString() };
  const account = await accountNamed(tx, cooperativeId, name);
  if (!account) {
    const holder = await ownerNamed(tx, cooperativeId, name);
    if (!holder) throw refuse('shares.holder-not-found', { holder: holderInWords(name) });
    return { holder, ...days, opening: [], movements: [], closing: [] };
  }
  const at = async (date: LocalDate) => {
    const held = await holdingsOn(tx, cooperativeId, { date, knownAt, accountIds: [account.id] });
    return held.map(({ classId, quantity }) => ({ classId, quantity: quantity.toString() }));
  };
  const rows = await movementsOfAccount(tx, cooperativeId, account.id, period);
  const holder = (await partiesOf(tx, cooperativeId, [account.id])).get(account.id);
  if (holder === undefined) throw new Error('An account has no name.');
  const movements = await withParties(tx, cooperativeId, rows);
  return { holder, ...days, opening: await at(from.plusDays(-1)), movements, closing: await at(to) };
}

/** A member or household on the register that has no account, because it never held a share. */
async function ownerNamed(
  tx: Tx,
  cooperativeId: string,
  { kind, number }: HolderName,
): Promise<MovementReply['from'] | undefined> {
  if (number === undefined || (kind !== 'member' && kind !== 'household')) return undefined;
  if (kind === 'member') {
    const owner = await memberNamed(tx, cooperativeId, number);
    return owner && { accountId: null, kind, number, name: owner.name };
  }
  const known = await householdNumbered(tx, cooperativeId, number);
  return known && { accountId: null, kind, number, name: null };
}

/** What is restricted on a day, as known at a moment. */
export async function restrictionsOn(
  tx: Tx,
  cooperativeId: string,
  date: LocalDate,
  knownAt: Date | null,
): Promise<readonly RestrictionRecord[]> {
  const known = await restrictionsKnown(tx, cooperativeId, knownAt);
  return known.filter((restriction) => inForceOn(restriction, date));
}

export async function restrictionList(tx: Tx, cooperativeId: string, on: LocalDate | null) {
  const rows =
    on === null
      ? await restrictionsKnown(tx, cooperativeId, null)
      : await restrictionsOn(tx, cooperativeId, on, null);
  return {
    restrictions: rows.map(({ id, kind, accountId, classId, quantity, effectiveOn, liftedOn, reason }) => ({
      id,
      kind,
      accountId,
      classId,
      quantity: quantity?.toString() ?? null,
      effectiveOn: effectiveOn.toString(),
      liftedOn: liftedOn?.toString() ?? null,
      reason,
    })),
  };
}

export async function certificatePageOf(
  tx: Tx,
  cooperativeId: string,
  page: { readonly after: string | null; readonly limit: number },
) {
  const rows = await certificatesOf(tx, cooperativeId, { ...page, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  return {
    certificates: shown.map(({ sortKey: _, ...row }) => ({
      ...row,
      issuedOn: row.issuedOn.toString(),
      endedOn: row.endedOn?.toString() ?? null,
    })),
    next: rows.length > page.limit ? (shown.at(-1)?.sortKey ?? null) : null,
  };
}

/** The account a person means by a holder's name, if it was ever opened. */
export async function accountNamed(tx: Tx, cooperativeId: string, holder: HolderName) {
  const personal = holder.kind === 'member' || holder.kind === 'household';
  if (personal && !holder.number) throw refuse('shares.holder-unnamed', { kind: accountWords[holder.kind] });
  const [row] = await tx
    .select()
    .from(holderAccount)
    .where(
      and(
        eq(holderAccount.cooperativeId, cooperativeId),
        eq(holderAccount.kind, holder.kind),
        holder.number === undefined ? undefined : eq(holderAccount.number, holder.number),
      ),
    )
    .limit(1);
  return row;
}

async function withParties(
  tx: Tx,
  cooperativeId: string,
  rows: readonly MovementRow[],
): Promise<MovementReply[]> {
  const parties = await partiesOf(
    tx,
    cooperativeId,
    rows.flatMap(({ fromAccount, toAccount }) => [fromAccount, toAccount]),
  );
  return rows.map((row) => {
    const [from, to] = [parties.get(row.fromAccount), parties.get(row.toAccount)];
    if (from === undefined || to === undefined) throw new Error('A movement has an account without a name.');
    return {
      id: row.id,
      number: row.number.toString(),
      kind: row.kind,
      classId: row.classId,
      from,
      to,
      quantity: row.quantity.toString(),
      effectiveOn: row.effectiveOn.toString(),
      recordedAt: row.recordedAt.toISOString(),
      postingId: row.postingId,
      reverses: row.reverses,
      resolutionId: row.resolutionId,
      reason: row.reason,
    };
  });
}

async function partiesOf(
  tx: Tx,
  cooperativeId: string,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, MovementReply['from']>> {
  const ids = [...new Set(accountIds)];
  if (ids.length === 0) return new Map();
  const person = membersAs('person', cooperativeId);
  const rows = await tx
    .select({
      accountId: holderAccount.id,
      kind: holderAccount.kind,
      number: holderAccount.number,
      name: person.name,
    })
    .from(holderAccount)
    .leftJoin(person, eq(person.id, holderAccount.memberId))
    .where(and(eq(holderAccount.cooperativeId, cooperativeId), inArray(holderAccount.id, ids)));
  return new Map(rows.map((row) => [row.accountId, row]));
}

async function pageOfHolders(tx: Tx, cooperativeId: string, after: string | null, limit: number) {
  const person = membersAs('person', cooperativeId);
  return tx
    .select({
      id: holderAccount.id,
      kind: holderAccount.kind,
      number: holderAccount.number,
      sortKey: holderAccount.sortKey,
      name: person.name,
    })
    .from(holderAccount)
    .leftJoin(person, eq(person.id, holderAccount.memberId))
    .where(
      and(
        eq(holderAccount.cooperativeId, cooperativeId),
        inArray(holderAccount.kind, ['member', 'household', 'collective']),
        after === null ? undefined : afterKey(after),
      ),
    )
    .orderBy(asc(holderAccount.sortKey), asc(holderAccount.id))
    .limit(limit);
}

// A member and a household may bear the same number: the id decides between them.
function pageKey(sortKey: string, id: string): string {
  return `${sortKey}|${id}`;
}

function afterKey(key: string) {
  const at = key.lastIndexOf('|');
  const [sortKey, id] = [key.slice(0, at), key.slice(at + 1)];
  if (!/^[0-9a-f-]{36}$/.test(id)) return gt(holderAccount.sortKey, key);
  return sql`(${holderAccount.sortKey}, ${holderAccount.id}) > (${sortKey}, ${id}::uuid)`;
}

/** Share movements of a span of days by class and kind (股份变动表): what opened, came in, went out, changed hands, closed. */
export async function shareSchedule(
  tx: Tx,
  cooperativeId: string,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
) {
  const rows = await rowsOf(
    tx,
    sql`
    select c.code, c.name, m.kind,
      trim_scale(coalesce(sum(m.quantity) filter (where m.effective_on < ${from.toString()}::date
        and f.kind in ('pool', 'redeemed')), 0)) as issued_before,
      trim_scale(coalesce(sum(m.quantity) filter (where m.effective_on < ${from.toString()}::date
        and t.kind in ('pool', 'redeemed')), 0)) as taken_before,
      count(m.id) filter (where m.effective_on >= ${from.toString()}::date) as movements,
      trim_scale(coalesce(sum(m.quantity) filter (where m.effective_on >= ${from.toString()}::date
        and f.kind in ('pool', 'redeemed') and t.kind not in ('pool', 'redeemed')), 0)) as issued,
      trim_scale(coalesce(sum(m.quantity) filter (where m.effective_on >= ${from.toString()}::date
        and t.kind in ('pool', 'redeemed') and f.kind not in ('pool', 'redeemed')), 0)) as taken_back,
      trim_scale(coalesce(sum(m.quantity) filter (where m.effective_on >= ${from.toString()}::date
        and f.kind not in ('pool', 'redeemed') and t.kind not in ('pool', 'redeemed')), 0)) as changed_hands
    from share_class c
    left join share_movement m on m.cooperative_id = c.cooperative_id and m.class_id = c.id
      and m.effective_on <= ${to.toString()}::date
    left join holder_account f on f.cooperative_id = c.cooperative_id and f.id = m.from_account
    left join holder_account t on t.cooperative_id = c.cooperative_id and t.id = m.to_account
    where c.cooperative_id = ${cooperativeId}::uuid
    group by c.code, c.name, c.position, m.kind
    order by c.position, m.kind`,
    scheduleShape,
  );
  const classes = [...new Set(rows.map(({ code }) => code))].map((code) => {
    const of = rows.filter((row) => row.code === code);
    const sum = (pick: (row: RowOf<typeof scheduleShape>) => ShareQuantity) =>
      ShareQuantity.sum(of.map(pick));
    const opening = sum((row) => row.issuedBefore).minus(sum((row) => row.takenBefore));
    const issued = sum((row) => row.issued);
    const takenBack = sum((row) => row.takenBack);
    return {
      code,
      name: of[0]?.name ?? code,
      opening: opening.toString(),
      issued: issued.toString(),
      takenBack: takenBack.toString(),
      closing: opening.plus(issued).minus(takenBack).toString(),
      movements: of.flatMap(({ kind, movements, ...row }) =>
        kind === null || movements === 0
          ? []
          : [
              {
                kind,
                count: movements,
                issued: row.issued.toString(),
                takenBack: row.takenBack.toString(),
                changedHands: row.changedHands.toString(),
              },
            ],
      ),
    };
  });
  return { from: from.toString(), to: to.toString(), classes };
}

const scheduleShape = {
  code: text,
  name: text,
  kind: orNull(text),
  issuedBefore: shares,
  takenBefore: shares,
  movements: count,
  issued: shares,
  takenBack: shares,
  changedHands: shares,
};
