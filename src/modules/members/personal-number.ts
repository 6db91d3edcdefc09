/**
 * The three numbers of a person that are never stored in clear: encrypted for the day they are needed, a blind index for
 * exact search, and the masked text that everybody sees.
 */
import type { PersonalNumber } from '../../domain/identity-number.ts';
import { maskOf } from '../../domain/personal-mask.ts';
import { and, eq, isNotNull } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import type { Place, Vault } from '../../platform/vault.ts';
import { refuse } from '../../domain/refusal.ts';
import { personalNumberWords } from '../../domain/words.ts';
import { member } from './schema.ts';

export interface Sealed {
  readonly cipher: Uint8Array;
  readonly index: Uint8Array;
  readonly masked: string;
}

const cipherColumns = {
  residentId: member.residentIdCipher,
  phone: member.phoneCipher,
  bankAccount: member.bankAccountCipher,
} as const satisfies Readonly<Record<PersonalNumber, unknown>>;

/** Where a number of a member is sealed. The accounts of before share the place of today's: they are this person's too. */
function placeOf(cooperativeId: string, memberId: string, kind: PersonalNumber): Place {
  return { cooperativeId, table: 'member', column: cipherColumns[kind].name, row: memberId, before: kind };
}

/** Encrypts, indexes and masks a number that was checked and made plain before. */
export function seal(
  vault: Vault,
  { cooperativeId, memberId }: Person,
  kind: PersonalNumber,
  text: string,
): Sealed {
  return {
    cipher: vault.encrypt(placeOf(cooperativeId, memberId, kind), text),
    index: blindIndex(vault, cooperativeId, kind, text),
    masked: maskOf[kind](text),
  };
}

/** Whose number it is: another's does not open. */
export interface Person {
  readonly cooperativeId: string;
  readonly memberId: string;
}

/** Refuses what does not open, or is not the number that the index of its row stands for: somebody wrote past the program. */
export function unseal(
  vault: Vault,
  { cooperativeId, memberId }: Person,
  kind: PersonalNumber,
  sealed: { readonly cipher: Uint8Array; readonly index: Uint8Array | null },
): string {
  let text: string;
  try {
    text = vault.decrypt(placeOf(cooperativeId, memberId, kind), sealed.cipher);
  } catch {
    throw refuse('personal-number.does-not-open', { field: personalNumberWords[kind] });
  }
  if (
    sealed.index !== null &&
    !blindIndex(vault, cooperativeId, kind, text).every((byte, at) => byte === sealed.index?.[at])
  )
    throw refuse('personal-number.does-not-open', { field: personalNumberWords[kind] });
  return text;
}

/** The same number in the same cooperative always has the same index; nothing can be read from it without the key. */
export function blindIndex(
  vault: Vault,
  cooperativeId: string,
  kind: PersonalNumber,
  text: string,
): Uint8Array {
  return Buffer.from(vault.blindIndex(cooperativeId, kind, text), 'hex');
}

/** Whether a vault opens a number that this cooperative has sealed; null when it has sealed none. */
export async function opensPersonal(tx: Tx, vault: Vault, cooperativeId: string): Promise<boolean | null> {
  for (const kind of Object.keys(cipherColumns) as PersonalNumber[]) {
    const column = cipherColumns[kind];
    const [row] = await tx
      .select({ memberId: member.id, cipher: column })
      .from(member)
      .where(and(eq(member.cooperativeId, cooperativeId), isNotNull(column)))
      .limit(1);
    if (!row?.cipher) continue;
    try {
      vault.decrypt(placeOf(cooperativeId, row.memberId, kind), row.cipher);
      return true;
    } catch {
      return false;
    }
  }
  return null;
}
