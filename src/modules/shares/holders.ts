/** Accounts of the share register for joins in statements of other rooms, typed or by hand: `join ${holdersAs('a', coop)} on a.id = …`. */
import { eq } from 'drizzle-orm';
import { QueryBuilder } from 'drizzle-orm/pg-core';
import { holderAccount, shareClass } from './schema.ts';

/** Columns `id, kind, number, sort_key, member_id, household_id`. */
export function holdersAs<Alias extends string>(alias: Alias, cooperativeId: string) {
  return new QueryBuilder()
    .select({
      id: holderAccount.id,
      kind: holderAccount.kind,
      number: holderAccount.number,
      sortKey: holderAccount.sortKey,
      memberId: holderAccount.memberId,
      householdId: holderAccount.householdId,
    })
    .from(holderAccount)
    .where(eq(holderAccount.cooperativeId, cooperativeId))
    .as(alias);
}

/** Columns `id, code, name`. */
export function classesAs<Alias extends string>(alias: Alias, cooperativeId: string) {
  return new QueryBuilder()
    .select({ id: shareClass.id, code: shareClass.code, name: shareClass.name })
    .from(shareClass)
    .where(eq(shareClass.cooperativeId, cooperativeId))
    .as(alias);
}
