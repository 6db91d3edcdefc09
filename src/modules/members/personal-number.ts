/**
 * The three numbers of a person that are never stored in clear: encrypted for the day they are needed, a blind index for
 * exact search, and the masked text that everybody sees.
 */
import type { PersonalNumber } from '../../domain/identity-number.ts';
import { maskOf } from '../../domain/personal-mask.ts';
import { and, eq, isNotNull } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import type { Vault } from '../../platform/vault.ts';
import { member } from './schema.ts';

export interface Sealed {
  readonly cipher: Uint8Array;
  readonly index: Uint8Array;
  readonly masked: string;
}

/** Encrypts, indexes and masks a number that was checked and made plain before. */
export function seal(vault: Vault, cooperativeId: string, kind: PersonalNumber, text: string): Sealed {
  return {
    cipher: vault.encrypt(cooperativeId, kind, text),
    index: blindIndex(vault, cooperativeId, kind, text),
    masked: maskOf[kind](text),
  };
}

export function unseal(
  vault: Vault,
  cooperativeId: string,
  kind: PersonalNumber,
  cipher: Uint8Array,
): string {
  return vault.decrypt(cooperativeId, kind, cipher);
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

const cipherColumns = {
  residentId: member.residentIdCipher,
  phone: member.phoneCipher,
  bankAccount: member.bankAccountCipher,
} as const satisfies Readonly<Record<PersonalNumber, unknown>>;

/** Whether a vault opens a number that this cooperative has sealed; null when it has sealed none. */
export async function opensPersonal(tx: Tx, vault: Vault, cooperativeId: string): Promise<boolean | null> {
  for (const kind of Object.keys(cipherColumns) as PersonalNumber[]) {
    const column = cipherColumns[kind];
    const [row] = await tx
      .select({ cipher: column })
      .from(member)
      .where(and(eq(member.cooperativeId, cooperativeId), isNotNull(column)))
      .limit(1);
    if (!row?.cipher) continue;
    try {
      unseal(vault, cooperativeId, kind, row.cipher);
      return true;
    } catch {
      return false;
    }
  }
  return null;
}
