/** Rows of the register: one person or household at a time. Whole rosters go through `admission.ts`. */
import { and, asc, desc, eq, gt, inArray, lt, or, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { v7 as newId } from 'uuid';
import type { LocalDate } from '../../domain/calendar.ts';
import {
  standingOn,
  type Relation,
  type StandingKind,
  type StandingRecord,
} from '../../domain/membership.ts';
import { nameKey, setAside, spelledName } from '../../domain/person-name.ts';
import { standsUnconfirmed } from '../../domain/register-change.ts';
import { registerSortKey } from '../../domain/register-number.ts';
import type { Tx } from '../../platform/database.ts';
import {
  household,
  householdPlacement,
  member,
  memberStanding,
  memberTag,
  memberBankAccount,
  memberDetail,
  registerChange,
  registerChangeReview,
} from './schema.ts';

export type MemberRow = typeof member.$inferSelect;
export type HouseholdRow = typeof household.$inferSelect;
export type StandingRow = typeof memberStanding.$inferSelect;

export async function findMember(tx: Tx, cooperativeId: string, id: string): Promise<MemberRow | undefined> {
  const [row] = await tx
    .select()
    .from(member)
    .where(and(eq(member.cooperativeId, cooperativeId), eq(member.id, id)));
  return row;
}

export async function findMemberByResidentId(
  tx: Tx,
  cooperativeId: string,
  index: Uint8Array,
): Promise<MemberRow | undefined> {
  const [row] = await tx
    .select()
    .from(member)
    .where(and(eq(member.cooperativeId, cooperativeId), eq(member.residentIdIndex, index)));
  return row;
}

/** Ids in natural order of the register number, after the sort key `after`. */
export async function pageOfMembers(
  tx: Tx,
  cooperativeId: string,
  page: { readonly after: string | null; readonly limit: number },
  filter?: SQL,
): Promise<readonly { readonly id: string; readonly sortKey: string }[]> {
  return tx
    .select({ id: member.id, sortKey: member.sortKey })
    .from(member)
    .where(
      and(
        eq(member.cooperativeId, cooperativeId),
        page.after === null ? undefined : gt(member.sortKey, page.after),
        filter,
      ),
    )
    .orderBy(asc(member.sortKey))
    .limit(page.limit);
}

/**
 * Members whose name contains the text, whatever way either is typed, or whose register number begins with it. A name of
 * common Chinese characters alone has no other way of typing; the others are few and are compared by what is left of them
 * without dots, spaces and unseen signs.
 */
export function nameOrNumber(text: string): SQL | undefined {
  const literal = (typed: string) => typed.replace(/[\\%_]/g, (character) => `\\${character}`);
  const key = nameKey(text);
  const beginning = `${literal(text.normalize('NFKC').trim())}%`;
  return or(
    sql`${member.name} like ${`%${literal(spelledName(text))}%`}`,
    key === ''
      ? undefined
      : sql`(${member.name} ~ '[^一-鿿]' and ${keyOfName(member.name)} like ${`%${literal(key)}%`})`,
    sql`${member.registerNumber} like ${beginning}`,
  );
}

/** What `nameKey` of the domain says of a name that stands in a column, also of one from before names had one form. */
function keyOfName(column: AnyPgColumn): SQL {
  return sql`lower(regexp_replace(normalize(${column}, nfkc), ${`[${setAside}]`}, '', 'g'))`;
}

export async function changeMember(
  tx: Tx,
  cooperativeId: string,
  id: string,
  change: Partial<typeof member.$inferInsert>,
): Promise<void> {
  await tx
    .update(member)
    .set(change)
    .where(and(eq(member.cooperativeId, cooperativeId), eq(member.id, id)));
}

export async function standingRows(
  tx: Tx,
  cooperativeId: string,
  memberId: string,
): Promise<readonly StandingRow[]> {
  return tx
    .select()
    .from(memberStanding)
    .where(and(eq(memberStanding.cooperativeId, cooperativeId), eq(memberStanding.memberId, memberId)))
    .orderBy(asc(memberStanding.recordedAt), asc(memberStanding.id));
}

export function toRecord(row: StandingRow): StandingRecord {
  const { id, kind, effectiveOn, recordedAt, corrects } = row;
  return { id, kind, effectiveOn, recordedAt, ...(corrects !== null && { corrects }) };
}

export interface NewStanding {
  readonly memberId: string;
  readonly kind: StandingKind;
  readonly effectiveOn: LocalDate;
  readonly corrects?: string;
  readonly note: string | null;
}

export async function insertTag(
  tx: Tx,
  cooperativeId: string,
  row: {
    readonly memberId: string;
    readonly tag: string;
    readonly present: boolean;
    readonly effectiveOn: LocalDate;
  },
  recordedAt: Date,
): Promise<void> {
  await tx.insert(memberTag).values({ cooperativeId, id: newId(), recordedAt, ...row });
}

export async function insertPlacement(
  tx: Tx,
  cooperativeId: string,
  row: {
    readonly memberId: string;
    readonly householdId: string | null;
    readonly relation: Relation | null;
    readonly effectiveOn: LocalDate;
  },
  recordedAt: Date,
): Promise<void> {
  await tx.insert(householdPlacement).values({ cooperativeId, id: newId(), recordedAt, ...row });
}

export async function findHouseholdByNumber(
  tx: Tx,
  cooperativeId: string,
  number: string,
): Promise<HouseholdRow | undefined> {
  const [row] = await tx
    .select()
    .from(household)
    .where(and(eq(household.cooperativeId, cooperativeId), eq(household.number, number)));
  return row;
}

export async function insertHousehold(
  tx: Tx,
  cooperativeId: string,
  row: { readonly number: string; readonly groupName: string | null; readonly address: string | null },
  recordedAt: Date,
): Promise<string> {
  const id = newId();
  await tx
    .insert(household)
    .values({ cooperativeId, id, ...row, sortKey: registerSortKey(row.number), recordedAt });
  return id;
}

export async function pageOfHouseholds(
  tx: Tx,
  cooperativeId: string,
  page: { readonly after: string | null; readonly limit: number },
): Promise<readonly HouseholdRow[]> {
  return tx
    .select()
    .from(household)
    .where(
      and(
        eq(household.cooperativeId, cooperativeId),
        page.after === null ? undefined : gt(household.sortKey, page.after),
      ),
    )
    .orderBy(asc(household.sortKey))
    .limit(page.limit);
}

/** Who sits in these households today, with the standing records that tell the living from the dead. */
export async function peopleOf(tx: Tx, cooperativeId: string, householdIds: readonly string[]) {
  if (householdIds.length === 0) return [];
  return tx
    .select({
      id: member.id,
      registerNumber: member.registerNumber,
      name: member.name,
      relation: member.relation,
      householdId: member.householdId,
    })
    .from(member)
    .where(and(eq(member.cooperativeId, cooperativeId), inArray(member.householdId, [...householdIds])))
    .orderBy(asc(member.sortKey));
}

/** Every standing record of these members, by member; of a death also when another person confirmed it. */
export async function standingsOf(
  tx: Tx,
  cooperativeId: string,
  memberIds: readonly string[] | null,
): Promise<ReadonlyMap<string, readonly StandingRecord[]>> {
  const rows = await tx
    .select({
      row: memberStanding,
      kind: registerChange.kind,
      outcome: registerChangeReview.outcome,
      at: registerChangeReview.recordedAt,
    })
    .from(memberStanding)
    .leftJoin(
      registerChange,
      and(eq(registerChange.cooperativeId, cooperativeId), eq(registerChange.id, memberStanding.changeId)),
    )
    .leftJoin(
      registerChangeReview,
      and(
        eq(registerChangeReview.cooperativeId, cooperativeId),
        eq(registerChangeReview.changeId, memberStanding.changeId),
      ),
    )
    .where(
      and(eq(memberStanding.cooperativeId, cooperativeId), amongIds(memberStanding.memberId, memberIds)),
    );
  return byMember(
    rows.map(({ row, kind, outcome, at }) => {
      const entered = kind === 'entered' && standsUnconfirmed(toRecord(row));
      const confirmedAt = outcome === 'confirmed' ? at : null;
      return [row.memberId, { ...toRecord(row), ...(entered && { confirmedAt }) }];
    }),
  );
}

/** The same for whoever sees no changes of the register: a death is one, confirmed or not. */
export async function standingsShown(tx: Tx, cooperativeId: string, memberIds: readonly string[] | null) {
  const rows = await tx
    .select()
    .from(memberStanding)
    .where(
      and(eq(memberStanding.cooperativeId, cooperativeId), amongIds(memberStanding.memberId, memberIds)),
    );
  return byMember(rows.map((row) => [row.memberId, toRecord(row)]));
}

function byMember(
  rows: readonly (readonly [memberId: string, StandingRecord])[],
): ReadonlyMap<string, readonly StandingRecord[]> {
  const records = new Map<string, StandingRecord[]>();
  for (const [memberId, record] of rows) {
    const known = records.get(memberId);
    if (known) known.push(record);
    else records.set(memberId, [record]);
  }
  return records;
}

/** The heads and spouses of these households who live and belong to the cooperative's people on the day. */
export async function seatsOf(
  tx: Tx,
  cooperativeId: string,
  householdNumbers: readonly string[],
  on: LocalDate,
) {
  if (householdNumbers.length === 0) return [];
  const rows = await tx
    .select({
      memberId: member.id,
      registerNumber: member.registerNumber,
      relation: member.relation,
      household: household.number,
    })
    .from(household)
    .innerJoin(member, and(eq(member.cooperativeId, cooperativeId), eq(member.householdId, household.id)))
    .where(
      and(
        eq(household.cooperativeId, cooperativeId),
        amongTexts(household.number, householdNumbers),
        inArray(member.relation, ['head', 'spouse']),
      ),
    );
  const standings = await standingsOf(
    tx,
    cooperativeId,
    rows.map((row) => row.memberId),
  );
  return rows.filter(({ memberId }) => {
    const { state } = standingOn(standings.get(memberId) ?? [], on);
    return state !== 'deceased' && state !== 'left';
  });
}

/** One array parameter, however many ids: a list of parameters ends at 65,535. `null` means all. */
export function amongIds(column: AnyPgColumn, ids: readonly string[] | null): SQL | undefined {
  return ids === null ? undefined : sql`${column} = any(${sql.param([...ids])}::uuid[])`;
}

export function amongTexts(column: AnyPgColumn, texts: readonly string[]): SQL {
  return sql`${column} = any(${sql.param([...texts])}::text[])`;
}

/** Every bank account that was entered for the member, earliest first. */
export async function bankAccountsOf(tx: Tx, cooperativeId: string, memberId: string) {
  return tx
    .select()
    .from(memberBankAccount)
    .where(and(eq(memberBankAccount.cooperativeId, cooperativeId), eq(memberBankAccount.memberId, memberId)))
    .orderBy(asc(memberBankAccount.recordedAt));
}

/** What was known of the member, earliest first. */
export async function detailsOf(tx: Tx, cooperativeId: string, memberId: string) {
  return tx
    .select()
    .from(memberDetail)
    .where(and(eq(memberDetail.cooperativeId, cooperativeId), eq(memberDetail.memberId, memberId)))
    .orderBy(asc(memberDetail.recordedAt));
}

/** The member with this register number. */
export async function memberNamed(tx: Tx, cooperativeId: string, registerNumber: string) {
  const [row] = await tx
    .select()
    .from(member)
    .where(and(eq(member.cooperativeId, cooperativeId), eq(member.registerNumber, registerNumber)));
  return row;
}

/** The id of who bears this register number; null where nobody does. */
export async function memberNumbered(tx: Tx, cooperativeId: string, number: string): Promise<string | null> {
  return (await memberNamed(tx, cooperativeId, number))?.id ?? null;
}

/** These members by id. */
export async function membersById(tx: Tx, cooperativeId: string, ids: readonly string[]) {
  const rows = await tx
    .select()
    .from(member)
    .where(and(eq(member.cooperativeId, cooperativeId), amongIds(member.id, ids)));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The telephones that were on record before each of these was told, by its id; none where there was none. */
export async function formerTelephones(
  tx: Tx,
  cooperativeId: string,
  told: readonly { readonly id: string; readonly memberId: string; readonly recordedAt: Date }[],
) {
  const former = new Map<string, Pick<MemberRow, 'phoneCipher' | 'phoneIndex'>>();
  for (const { id, memberId, recordedAt } of told) {
    const [row] = await tx
      .select({ phoneCipher: memberDetail.phoneCipher, phoneIndex: memberDetail.phoneIndex })
      .from(memberDetail)
      .where(
        and(
          eq(memberDetail.cooperativeId, cooperativeId),
          eq(memberDetail.memberId, memberId),
          lt(memberDetail.recordedAt, recordedAt),
        ),
      )
      .orderBy(desc(memberDetail.recordedAt))
      .limit(1);
    if (row?.phoneCipher != null) former.set(id, row);
  }
  return former;
}
