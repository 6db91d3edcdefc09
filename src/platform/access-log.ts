/**
 * Who read what of people, apart from the ledger's trail. A reading is written down before its answer leaves: what leaves no
 * trace is not given. The same person's same act again within a minute is the same reading; of what one person is refused within an hour the
 * first hundred stand one by one, and then their number, each time that it has doubled.
 */
import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { MANY_REFUSALS, type AccessKind } from '../domain/access-kind.ts';
import { withoutUnseen } from '../domain/seen-text.ts';
import { COVERED_AT_ONCE } from './row-digests.ts';
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
/** Of one person, in one cooperative and hour. */
const REFUSALS_ONE_BY_ONE = 100;
const HOUR_MILLISECONDS = 3_600_000;

/** What is remembered of the looks of an installation. */
interface Remembered {
  /** What was noted lately, by its hash, so that what somebody sends stays nowhere. */
  readonly noted: Map<string, number>;
  /** The hour whose refusals are counted, and how many there were, by cooperative and person. */
  hour: number;
  readonly refusals: Map<string, number>;
  /** Written since they were last asked to be put under the trail, by cooperative. */
  readonly written: Map<string, number>;
}
const installations = new WeakMap<object, Remembered>();

function rememberedBy(database: object): Remembered {
  const known = installations.get(database) ?? {
    noted: new Map<string, number>(),
    hour: 0,
    refusals: new Map<string, number>(),
    written: new Map<string, number>(),
  };
  installations.set(database, known);
  return known;
}

export async function noteAccess(services: Services, cooperativeId: string, note: AccessNote): Promise<void> {
  const { userId, kind } = note;
  // In the words that were given, though nobody looked at them yet: PostgreSQL keeps no NUL and no half of a pair.
  const about = withoutUnseen((note.about ?? '').slice(0, LONGEST_ABOUT)).toWellFormed() || null;
  const { act, memberId = null, refused = null } = note;
  const again = createHash('sha256')
    .update(JSON.stringify([cooperativeId, userId, kind, act, memberId, about, refused]))
    .digest('base64');
  const remembered = rememberedBy(services.database);
  const { noted } = remembered;
  const now = Date.now();
  // Either way: what was noted under a clock that ran ahead is noted anew once it is set right.
  if (Math.abs(now - (noted.get(again) ?? 0)) < AGAIN_MILLISECONDS && kind !== 'unmask') return;
  const told =
    refused === null
      ? { ...note, about }
      : summed({ ...note, about }, refusalsOf(remembered, cooperativeId, note));
  if (told !== null) await write(services, cooperativeId, told);
  if (noted.size >= MOST_REMEMBERED) noted.clear();
  noted.set(again, now);
  if (told !== null) tellWhatWaits(services, remembered, cooperativeId);
}

/** How many refusals of this person there are within this hour, with this one. Failed sign-ins, which others cause, are counted apart. */
function refusalsOf(remembered: Remembered, cooperativeId: string, { userId, kind }: AccessNote): number {
  const hour = Math.floor(Date.now() / HOUR_MILLISECONDS);
  if (hour !== remembered.hour) remembered.refusals.clear();
  remembered.hour = hour;
  const whose = [cooperativeId, userId, kind === 'sign-in'].join(' ');
  const many = (remembered.refusals.get(whose) ?? 0) + 1;
  remembered.refusals.set(whose, many);
  return many;
}

/** The refusal itself, or, of many, how many there were so far; null where that was told and has not doubled. */
function summed(note: AccessNote, many: number): AccessNote | null {
  if (many <= REFUSALS_ONE_BY_ONE) return note;
  const times = many / REFUSALS_ONE_BY_ONE;
  if (!Number.isInteger(Math.log2(times))) return null;
  return { ...note, act: MANY_REFUSALS, memberId: null, about: many.toString() };
}

async function write(services: Services, cooperativeId: string, note: AccessNote): Promise<void> {
  const { userId, kind, act, memberId = null, about = null, refused = null, address = null } = note;
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
}

/** Many looks are put under the trail while they come, and not all of them by the command that comes next. */
function tellWhatWaits(services: Services, { written }: Remembered, cooperativeId: string): void {
  const many = (written.get(cooperativeId) ?? 0) + 1;
  written.set(cooperativeId, many < COVERED_AT_ONCE ? many : 0);
  if (many >= COVERED_AT_ONCE) services.sealSoon?.();
}
