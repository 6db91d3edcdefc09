/**
 * Who read what of people, apart from the ledger's trail. A reading is written down before its answer leaves: what leaves no
 * trace is not given. The same person's same act again within a minute is the same reading.
 */
import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import type { AccessKind } from '../domain/access-kind.ts';
import { withoutUnseen } from '../domain/seen-text.ts';
import type { Services } from './services.ts';
import { accessEntry } from './schema.ts';

export interface AccessNote {
  readonly userId: string;
  readonly kind: AccessKind;
  /** The name of the endpoint. */
  readonly act: string;
  /** Whose data, where it is one person's. */
  readonly memberId?: string | null;
  /** Which part or file, and why; in the words that were given. */
  readonly about?: string | null;
  /** The code of the refusal, where nothing was given. */
  readonly refused?: string | null;
  readonly address?: string | null;
}

const AGAIN_MILLISECONDS = 60_000;
const MOST_REMEMBERED = 20_000;
const LONGEST_ABOUT = 600;
/** Of each installation's database: what was noted lately, by its hash, so that what somebody sends stays nowhere. */
const lately = new WeakMap<object, Map<string, number>>();

export async function noteAccess(services: Services, cooperativeId: string, note: AccessNote): Promise<void> {
  const { userId, kind, act, memberId = null, refused = null, address = null } = note;
  // In the words that were given, though nobody looked at them yet: PostgreSQL keeps no NUL and no half of a pair.
  const about = withoutUnseen((note.about ?? '').slice(0, LONGEST_ABOUT)).toWellFormed() || null;
  const again = createHash('sha256')
    .update(JSON.stringify([cooperativeId, userId, kind, act, memberId, about, refused]))
    .digest('base64');
  const noted = lately.get(services.database) ?? new Map<string, number>();
  lately.set(services.database, noted);
  const now = Date.now();
  // Either way: what was noted under a clock that ran ahead is noted anew once it is set right.
  if (Math.abs(now - (noted.get(again) ?? 0)) < AGAIN_MILLISECONDS && kind !== 'unmask') return;
  await services.database.write(cooperativeId, async (tx) => {
    const actor = await services.identify(tx, cooperativeId, userId);
    await tx.insert(accessEntry).values({
      cooperativeId,
      id: newId(),
      recordedAt: services.clock(),
      userId,
      userName: actor?.displayName ?? '',
      kind,
      act,
      memberId,
      about,
      refused,
      address,
    });
  });
  if (noted.size >= MOST_REMEMBERED) noted.clear();
  noted.set(again, now);
}
