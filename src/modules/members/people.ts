/** Members for joins in statements of other rooms, typed or by hand: `join ${membersAs('m', coop)} on m.id = …`. */
import { and, eq, sql } from 'drizzle-orm';
import { QueryBuilder } from 'drizzle-orm/pg-core';
import { accountChange, accountChangeReview, household, member } from './schema.ts';

/** Who they are today; personal numbers sealed and masked. */
export function membersAs<Alias extends string>(alias: Alias, cooperativeId: string) {
  return new QueryBuilder()
    .select({
      id: member.id,
      registerNumber: member.registerNumber,
      sortKey: member.sortKey,
      name: member.name,
      sex: member.sex,
      bankName: member.bankName,
      bankAccountCipher: member.bankAccountCipher,
      bankAccountIndex: member.bankAccountIndex,
      bankAccountMasked: member.bankAccountMasked,
      residentIdCipher: member.residentIdCipher,
      residentIdIndex: member.residentIdIndex,
      householdId: member.householdId,
      /** Whether money may go to the account: null without one. */
      accountConfirmed: accountConfirmed.as('account_confirmed'),
    })
    .from(member)
    .leftJoin(
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
    .where(eq(member.cooperativeId, cooperativeId))
    .as(alias);
}

/** Of joined changes and reviews: confirmed by another person, or in use before accounts were confirmed. */
export const accountConfirmed = sql<
  boolean | null
>`(${accountChange.kind} = 'before' or coalesce(${accountChangeReview.outcome} = 'confirmed', false))`;

/** Members or households by the number people know them by: columns `cooperative_id, id, number, sort_key`. */
export function ownersAs<Alias extends string>(
  alias: Alias,
  cooperativeId: string,
  kind: 'member' | 'household',
) {
  const of = kind === 'member' ? member : household;
  const number = kind === 'member' ? member.registerNumber : household.number;
  return new QueryBuilder()
    .select({
      cooperativeId: of.cooperativeId,
      id: of.id,
      number: sql<string>`${number}`.as('number'),
      sortKey: of.sortKey,
    })
    .from(of)
    .where(eq(of.cooperativeId, cooperativeId))
    .as(alias);
}
