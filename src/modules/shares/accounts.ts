/**
 * Holder accounts: one for each member and household that ever held shares, and one each of pool, collective and redeemed
 * per cooperative. An account is opened when it is first needed and never closed.
 */
import { holderInWords } from '../../domain/share-register.ts';
import { and, eq, sql } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import { refuse } from '../../domain/refusal.ts';
import type { AccountKind } from '../../domain/share-register.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { id as uuid, rowsOf, text } from '../../platform/rows.ts';
import { ownersAs } from '../members/index.ts';
import { holderAccount } from './schema.ts';

export type SystemKind = 'pool' | 'collective' | 'redeemed';
export type OwnerKind = 'member' | 'household';

/** How people name a holder: a member or household by its number, the others by their kind alone. */
export interface HolderName {
  readonly kind: AccountKind;
  readonly number?: string | undefined;
}

export interface Account {
  readonly id: string;
  readonly kind: AccountKind;
  readonly number: string;
}

/** The accounts of pool, collective share and redeemed shares, opened at first need. */
export async function systemAccount(unit: CommandUnit, kind: SystemKind): Promise<Account> {
  const { tx, cooperativeId } = unit;
  const number = kind.toUpperCase();
  const [found] = await tx
    .select({ id: holderAccount.id })
    .from(holderAccount)
    .where(and(eq(holderAccount.cooperativeId, cooperativeId), eq(holderAccount.kind, kind)));
  if (found) return { id: found.id, kind, number };
  const id = newId();
  await tx
    .insert(holderAccount)
    .values({ cooperativeId, id, kind, number, sortKey: number, recordedAt: unit.now });
  return { id, kind, number };
}

/**
 * Account ids of the members or households with these ids, by owner id; missing ones are opened. An owner who does not
 * exist has no entry in the answer.
 */
export async function ensureAccounts(
  unit: CommandUnit,
  kind: OwnerKind,
  ownerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { tx, cooperativeId } = unit;
  const owner = kind === 'member' ? holderAccount.memberId : holderAccount.householdId;
  const wanted = [...new Set(ownerIds)];
  const known = await tx
    .select({ owner, id: holderAccount.id })
    .from(holderAccount)
    .where(
      and(eq(holderAccount.cooperativeId, cooperativeId), sql`${owner} = any(${sql.param(wanted)}::uuid[])`),
    );
  const accounts = new Map(known.map((row) => [must(row.owner, 'the owner of an account'), row.id]));
  const missing = wanted.filter((each) => !accounts.has(each));
  if (missing.length === 0) return accounts;
  const column = sql.identifier(owner.name);
  const opened = await rowsOf(
    tx,
    sql`
    insert into holder_account (cooperative_id, id, kind, ${column}, number, sort_key, recorded_at)
    select o.cooperative_id, new.id, ${kind}, o.id, o.number, o.sort_key, ${unit.now.toISOString()}::timestamptz
    from unnest(${sql.param(missing)}::uuid[], ${sql.param(missing.map(() => newId()))}::uuid[]) as new (owner_id, id)
    join ${ownersAs('o', cooperativeId, kind)} on o.id = new.owner_id
    returning ${column} as owner, id`,
    { owner: uuid, id: uuid },
  );
  for (const row of opened) accounts.set(row.owner, row.id);
  return accounts;
}

/** Accounts of many members or households at once, by the number people know them by; missing ones are opened. */
export async function accountsByNumber(
  unit: CommandUnit,
  kind: OwnerKind,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { tx, cooperativeId } = unit;
  const owners = await rowsOf(
    tx,
    sql`select o.id, o.number from ${ownersAs('o', cooperativeId, kind)}
      where o.number = any(${sql.param([...new Set(numbers)])}::text[])`,
    { id: uuid, number: text },
  );
  const accounts = await ensureAccounts(
    unit,
    kind,
    owners.map(({ id }) => id),
  );
  return new Map(
    owners.map((owner) => [owner.number, must(accounts.get(owner.id), 'the account of an owner')]),
  );
}

/** The account of a holder as people name it. Refuses `shares.holder-not-found`. */
export async function requireHolder(unit: CommandUnit, name: HolderName, pointer: string): Promise<Account> {
  const { kind, number } = name;
  switch (kind) {
    case 'pool':
    case 'collective':
    case 'redeemed':
      // A number beside them names somebody else: nobody is guessed.
      if (number && number !== kind.toUpperCase())
        throw refuse('shares.holder-not-found', { holder: number }, pointer);
      return systemAccount(unit, kind);
    case 'member':
    case 'household': {
      const unknown = () => refuse('shares.holder-not-found', { holder: holderInWords(name) }, pointer);
      if (number === undefined) throw unknown();
      const id = (await accountsByNumber(unit, kind, [number])).get(number);
      if (id === undefined) throw unknown();
      return { id, kind, number };
    }
  }
}

export async function findAccount(tx: Tx, cooperativeId: string, id: string) {
  const [row] = await tx
    .select()
    .from(holderAccount)
    .where(and(eq(holderAccount.cooperativeId, cooperativeId), eq(holderAccount.id, id)));
  return row;
}
