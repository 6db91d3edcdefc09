/** Reading the trail: by people, page by page, and by the walk that proves the chain. */
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import { refuse } from '../../domain/refusal.ts';
import { commandsThatDo } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import type { AccessKind } from '../../domain/access-kind.ts';
import { usersSigningInLike } from '../access/index.ts';
import { accessEntry, auditEntry, book } from '../../platform/schema.ts';

/** The number of the last entry and the seal, its hash. */
export async function bookHead(tx: Tx, cooperativeId: string) {
  const [row] = await tx
    .select({ number: book.lastEntryNumber, seal: book.seal })
    .from(book)
    .where(eq(book.cooperativeId, cooperativeId));
  if (!row) throw refuse('cooperative.unknown');
  return row;
}

export interface EntriesWanted {
  readonly find?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly before: bigint | undefined;
  readonly limit: number;
}

/** Entries from the newest backwards, before number `before` if given. Days are days in China. */
export async function newestEntries(tx: Tx, cooperativeId: string, wanted: EntriesWanted) {
  const { find, from, to, before, limit } = wanted;
  const day = sql`(${auditEntry.recordedAt} at time zone 'Asia/Shanghai')::date`;
  const said = sql`lower(${auditEntry.actorName} || ' ' || ${auditEntry.notes}::text)`;
  return tx
    .select()
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.cooperativeId, cooperativeId),
        before === undefined ? undefined : lt(auditEntry.number, before),
        find === undefined
          ? undefined
          : or(
              sql`position(lower(${find}) in ${said}) > 0`,
              inArray(auditEntry.command, [...commandsThatDo(find)]),
            ),
        from === undefined ? undefined : sql`${day} >= ${from}::date`,
        to === undefined ? undefined : sql`${day} <= ${to}::date`,
      ),
    )
    .orderBy(desc(auditEntry.number))
    .limit(limit);
}

/** Entries in the order of the chain, after number `after`. */
export async function entriesAfter(tx: Tx, cooperativeId: string, after: bigint, limit: number) {
  return tx
    .select()
    .from(auditEntry)
    .where(and(eq(auditEntry.cooperativeId, cooperativeId), gt(auditEntry.number, after)))
    .orderBy(asc(auditEntry.number))
    .limit(limit);
}

export interface LooksWanted {
  readonly person?: string | undefined;
  readonly kind?: AccessKind | undefined;
  readonly memberId?: string | undefined;
  readonly refused?: 'true' | 'false' | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Readings from the newest backwards, before the id `before` if given. Days are days in China. */
export async function looksWanted(
  tx: Tx,
  cooperativeId: string,
  wanted: LooksWanted,
  limit: number,
  before: string | null,
) {
  const { person, kind, memberId, refused, from, to } = wanted;
  const day = sql`(${accessEntry.recordedAt} at time zone 'Asia/Shanghai')::date`;
  return tx
    .select()
    .from(accessEntry)
    .where(
      and(
        eq(accessEntry.cooperativeId, cooperativeId),
        before === null ? undefined : lt(accessEntry.id, before),
        person === undefined
          ? undefined
          : or(
              sql`strpos(${accessEntry.userName}, ${person}) > 0`,
              inArray(accessEntry.userId, usersSigningInLike(tx, person)),
            ),
        kind === undefined ? undefined : eq(accessEntry.kind, kind),
        memberId === undefined ? undefined : eq(accessEntry.memberId, memberId),
        refused === undefined
          ? undefined
          : refused === 'true'
            ? isNotNull(accessEntry.refused)
            : isNull(accessEntry.refused),
        from === undefined ? undefined : sql`${day} >= ${from}::date`,
        to === undefined ? undefined : sql`${day} <= ${to}::date`,
      ),
    )
    .orderBy(desc(accessEntry.id))
    .limit(limit);
}

/** Who looked at this member; newest first. Numbers seen in clear are listed apart, so that no crowd of other looks hides them. */
export async function looksAt(tx: Tx, cooperativeId: string, memberId: string) {
  const newest = (ofKind: SQL) =>
    tx
      .select({
        id: accessEntry.id,
        kind: accessEntry.kind,
        recordedAt: accessEntry.recordedAt,
        userName: accessEntry.userName,
        act: accessEntry.act,
        about: accessEntry.about,
      })
      .from(accessEntry)
      .where(
        and(
          eq(accessEntry.cooperativeId, cooperativeId),
          eq(accessEntry.memberId, memberId),
          isNull(accessEntry.refused),
          ofKind,
        ),
      )
      .orderBy(desc(accessEntry.id))
      .limit(500);
  const inClear = await newest(eq(accessEntry.kind, 'unmask'));
  const others = await newest(ne(accessEntry.kind, 'unmask'));
  return [...inClear, ...others].sort((one, other) => (one.id < other.id ? 1 : -1));
}

/** Whose user each of these entries is of: a name is borne by more than one. As the office: the portal is shown no user. */
export async function lookersOf(
  tx: Tx,
  cooperativeId: string,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ id: accessEntry.id, userId: accessEntry.userId })
    .from(accessEntry)
    .where(and(eq(accessEntry.cooperativeId, cooperativeId), inArray(accessEntry.id, [...entryIds])));
  return new Map(rows.map(({ id, userId }) => [id, userId]));
}
