/**
 * Looking for a whole resident ID. Whoever may try numbers until one answers learns the number behind the mask: so it is for whoever may
 * see numbers in clear, it is written down as that, with the member it found, who is told, and misses are few.
 */
import { and, count, eq, gte, isNull } from 'drizzle-orm';
import { parseResidentId } from '../../domain/identity-number.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { noteAccess } from '../../platform/access-log.ts';
import { readAs, type CommandContext } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { createGate } from '../../platform/gate.ts';
import { accessEntry } from '../../platform/schema.ts';
import type { Services } from '../../platform/services.ts';
import { factsOn } from './facts.ts';
import { blindIndex } from './personal-number.ts';
import { findMemberByResidentId } from './store.ts';

/** Typing errors of somebody with a pile of forms, and no more. */
const MOST_MISSES = 20;
const MISSES_MINUTES = 60;

/** One after the other for each person, so that of many at once no more are looked at than one by one. */
const turns = createGate(Infinity, { perParty: 1, waitingPerParty: 4, seconds: 10 });

export function isWholeResidentId(text: string): boolean {
  return /^[\d\s]{15,}[\dXx]$/.test(text.normalize('NFKC').trim());
}

export interface IdLookup {
  readonly act: string;
  readonly text: string;
  readonly today: LocalDate;
  readonly address: string;
}

/** The member who bears a number, or nobody. Refuses whoever may not see numbers in clear, and who missed too often. */
export async function membersByResidentId(
  services: Services,
  asking: CommandContext,
  { act, text, today, address }: IdLookup,
) {
  const { cooperativeId, userId } = asking;
  const note = (memberId: string | null, refused: string | null) =>
    noteAccess(services, cooperativeId, {
      userId,
      kind: 'unmask',
      act,
      memberId,
      about: 'residentId',
      refused,
      address,
    });
  return turns.run(async () => {
    const found = await readAs(services, asking, 'register.unmask', async (tx) => {
      const { text: plain } = parseResidentId(text);
      if ((await missesOf(tx, asking, act, services.clock())) >= MOST_MISSES) return null;
      const index = blindIndex(services.vault, cooperativeId, 'residentId', plain);
      const bearer = await findMemberByResidentId(tx, cooperativeId, index);
      return bearer === undefined ? [] : factsOn(tx, cooperativeId, today, null, [bearer.id]);
    });
    await note(found?.[0]?.memberId ?? null, found === null ? TOO_OFTEN : null);
    if (found === null) throw refuse(TOO_OFTEN, { misses: MOST_MISSES, minutes: MISSES_MINUTES });
    return found;
  }, `${cooperativeId} ${userId}`);
}

const TOO_OFTEN = 'membership.looked-too-often';

async function missesOf(
  tx: Tx,
  { cooperativeId, userId }: Pick<CommandContext, 'cooperativeId' | 'userId'>,
  act: string,
  now: Date,
): Promise<number> {
  const [row] = await tx
    .select({ misses: count() })
    .from(accessEntry)
    .where(
      and(
        eq(accessEntry.cooperativeId, cooperativeId),
        eq(accessEntry.userId, userId),
        eq(accessEntry.kind, 'unmask'),
        eq(accessEntry.act, act),
        isNull(accessEntry.memberId),
        isNull(accessEntry.refused),
        gte(accessEntry.recordedAt, new Date(now.getTime() - MISSES_MINUTES * 60_000)),
      ),
    );
  return row?.misses ?? 0;
}
