/**
 * Holder accounts: one for each member and household that ever held shares, and one each of pool, collective and redeemed
 * per cooperative. An account is opened when it is first needed and never closed.
 */
import { holderInWords } from '../../domain/share-register.ts';
import { and, eq } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import { refuse } from '../../domain/refusal.ts';
import type { AccountKind } from '../../domain/share-register.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { rawSql, type Tx } from '../../platform/database.ts';
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
  const raw = rawSql(unit.tx);
  const { cooperativeId } = unit;
  const owners = raw(kind);
  const owner = raw(`${kind}_id`);
  const number = raw(kind === 'member' ? 'register_number' : 'number');
  const wanted = [...new Set(ownerIds)];
  const accounts = new Map<string, string>();
  const remember = (rows: readonly { owner: string; id: string }[]) => {
    for (const row of rows) accounts.set(row.owner, row.id);
  };
  remember(
    await raw<{ owner: string; id: string }[]>`
      select ${owner} as owner, id from holder_account
      where cooperative_id = ${cooperativeId} and ${owner} = any(${wanted}::uuid[])`,
  );
  const missing = wanted.filter((id) => !accounts.has(id));
  if (missing.length === 0) return accounts;
  remember(
    await raw<{ owner: string; id: string }[]>`
      insert into holder_account (cooperative_id, id, kind, ${owner}, number, sort_key, recorded_at)
      select o.cooperative_id, new.id, ${kind}, o.id, o.${number}, o.sort_key, ${unit.now.toISOString()}::timestamptz
      from unnest(${missing}::uuid[], ${missing.map(() => newId())}::uuid[]) as new (owner_id, id)
      join ${owners} o on o.cooperative_id = ${cooperativeId} and o.id = new.owner_id
      returning ${owner} as owner, id`,
  );
  return accounts;
}

/** Accounts of many members or households at once, by the number people know them by; missing ones are opened. */
export async function accountsByNumber(
  unit: CommandUnit,
  kind: OwnerKind,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const raw = rawSql(unit.tx);
  const number = raw(kind === 'member' ? 'register_number' : 'number');
  const owners = await raw<{ id: string; number: string }[]>`
    select id, ${number} as number from ${raw(kind)}
    where cooperative_id = ${unit.cooperativeId} and ${number} = any(${[...new Set(numbers)]}::text[])`;
  const accounts = await ensureAccounts(
    unit,
    kind,
    owners.map(({ id }) => id),
  );
  return new Map(owners.map((owner) => [owner.number, accounts.get(owner.id) ?? '']));
}

/** The account of a holder as people name it. Refuses `shares.holder-not-found`. */
export async function requireHolder(unit: CommandUnit, name: HolderName, pointer: string): Promise<Account> {
  const { kind, number } = name;
  switch (kind) {
    case 'pool':
    case 'collective':
    case 'redeemed':
      return systemAccount(unit, kind);
    case 'member':
    case 'household': {
      const accounts = await accountsByNumber(unit, kind, [number ?? '']);
      const id = accounts.get(number ?? '');
      if (id === undefined || number === undefined) {
        throw refuse('shares.holder-not-found', { holder: holderInWords(name) }, pointer);
      }
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
