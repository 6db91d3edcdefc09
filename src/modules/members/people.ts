/** Members for joins in statements of other rooms, typed or by hand: `join ${membersAs('m', coop)} on m.id = …`. */
import { eq } from 'drizzle-orm';
import { QueryBuilder } from 'drizzle-orm/pg-core';
import { member } from './schema.ts';

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
      residentIdMasked: member.residentIdMasked,
    })
    .from(member)
    .where(eq(member.cooperativeId, cooperativeId))
    .as(alias);
}
