/** Reads and writes of resolutions. */
import { isAdoptedBy, type Minutes } from '../../domain/assembly-vote.ts';
import { and, asc, desc, eq, gte, inArray, isNull, like, lt, lte, ne, or, sql } from 'drizzle-orm';
import {
  bodyRulesOf,
  hasPower,
  requirePower,
  type Body,
  type MotionKind,
} from '../../domain/assembly-rules.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { reviewState, type ReviewState } from '../../domain/late-entry.ts';
import { refuse } from '../../domain/refusal.ts';
import {
  requireAdopted,
  requireCheckedElectorate,
  requireDecision,
  requireStanding,
  requireUndecided,
  takersSubject,
  type Claim,
} from '../../domain/resolution.ts';
import { bodyWords } from '../../domain/words.ts';
import { inBookOrder, latestFirst, writtenAfter } from '../../platform/book-order.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { rowsOf, text } from '../../platform/rows.ts';
import { lawOn, rulesOn } from './rules.ts';
import { decidedBefore, resolution, resolutionExecution, resolutionReview, seat, seatEnd } from './schema.ts';

const written = { at: resolution.recordedAt, id: resolution.id };

export type ResolutionRow = typeof resolution.$inferSelect;
export type ResolutionReviewRow = typeof resolutionReview.$inferSelect;

/** A resolution with what a second person said of it. */
export interface KnownResolution extends ResolutionRow {
  readonly review: ReviewState;
  readonly reviewed: ResolutionReviewRow | null;
}

/** Minutes from paper, and a meeting entered days after, wait for a second person. */
export function known(row: ResolutionRow, reviewed: ResolutionReviewRow | null): KnownResolution {
  const needed = row.meetingId === null || row.lateReason !== null;
  return { ...row, reviewed, review: reviewState(needed, reviewed?.verdict ?? null) };
}

/** The heads of a resolution as its minutes have them; null where votes were not kept yet. */
export function minutesOf(row: ResolutionRow): Minutes | null {
  const { entitled, present, byHouseholds, womenEntitled, womenPresent } = row;
  if (entitled === null || present === null) return null;
  return {
    entitled,
    present,
    for: Number(row.votesFor),
    against: Number(row.votesAgainst),
    abstain: Number(row.votesAbstained),
    byHouseholds,
    ...(womenEntitled !== null &&
      womenPresent !== null && { women: { entitled: womenEntitled, present: womenPresent } }),
  };
}

function knownResolutions(tx: Tx) {
  return tx
    .select({ row: resolution, reviewed: resolutionReview })
    .from(resolution)
    .leftJoin(
      resolutionReview,
      and(
        eq(resolutionReview.cooperativeId, resolution.cooperativeId),
        eq(resolutionReview.resolutionId, resolution.id),
      ),
    );
}
/** Until when a version wrote the book that asked neither for two people behind a seat nor for one decision a subject; null without. */
export async function decidedBeforeOf(tx: Tx, cooperativeId: string): Promise<Date | null> {
  const [row] = await tx.select().from(decidedBefore).where(eq(decidedBefore.cooperativeId, cooperativeId));
  return row?.until ?? null;
}

export type ExecutionRow = typeof resolutionExecution.$inferSelect;

/** The days on which a body decided by minutes from paper that nobody sent back. */
export async function paperDecisionDays(
  tx: Tx,
  cooperativeId: string,
  body: Body,
): Promise<readonly LocalDate[]> {
  const rows = await tx
    .selectDistinct({ decidedOn: resolution.decidedOn })
    .from(resolution)
    .leftJoin(
      resolutionReview,
      and(
        eq(resolutionReview.cooperativeId, cooperativeId),
        eq(resolutionReview.resolutionId, resolution.id),
      ),
    )
    .where(
      and(
        eq(resolution.cooperativeId, cooperativeId),
        eq(resolution.body, body),
        isNull(resolution.meetingId),
        sql`${resolutionReview.verdict} is distinct from 'sent-back'`,
      ),
    );
  return rows.map(({ decidedOn }) => decidedOn);
}

export async function insertResolution(tx: Tx, row: ResolutionRow): Promise<void> {
  await tx.insert(resolution).values(row);
}

export async function insertReview(tx: Tx, row: ResolutionReviewRow): Promise<void> {
  await tx.insert(resolutionReview).values(row);
}

export async function insertExecution(tx: Tx, row: ExecutionRow): Promise<void> {
  await tx.insert(resolutionExecution).values(row);
}

/** The resolution, or `resolution.unknown`: whatever rests on one must find it. */
export async function requireResolution(tx: Tx, cooperativeId: string, id: string): Promise<KnownResolution> {
  const [found] = await knownResolutions(tx).where(
    and(eq(resolution.cooperativeId, cooperativeId), eq(resolution.id, id)),
  );
  if (!found) throw refuse('resolution.unknown', {}, '/resolutionId');
  return known(found.row, found.reviewed);
}

/**
 * The resolution, if it was adopted, decided this very claim, was confirmed where it needs to be, and its body had the power
 * on the day it decided, on every day of effect and on the day it is carried out; otherwise a refusal that names what is missing.
 * A ratio is for the members' assembly alone since 1 May 2025, whatever the date of the minutes; what was posted before stays
 * valid history.
 */
export async function requireResolutionFor(
  tx: Tx,
  cooperativeId: string,
  id: string,
  claim: Claim,
): Promise<KnownResolution> {
  const row = await requireResolution(tx, cooperativeId, id);
  requireDecision(row, claim);
  const { effectiveOn = [], today, countedOn } = claim;
  if (today) await requireOthersDecided(tx, row);
  for (const day of [row.decidedOn, ...effectiveOn, ...(today ? [today] : [])]) {
    const { set } = await rulesOn(tx, cooperativeId, day);
    requirePower(set, row.body, claim.matter, day);
  }
  // Asked as it is carried out; what was carried out by the law that a version knew stays, and the certificate tells of it.
  if (today) await requireVotesEnough(tx, row, countedOn ?? [...effectiveOn, today]);
  return row;
}

/** What is carried out now rests on a checked electorate, and on seats of others than who recorded it. */
async function requireOthersDecided(tx: Tx, row: KnownResolution): Promise<void> {
  requireCheckedElectorate(row);
  await requireSeatsOfOthers(tx, row);
}

/** And on votes that come to a decision by the law of each of these days. */
async function requireVotesEnough(tx: Tx, row: KnownResolution, days: readonly LocalDate[]): Promise<void> {
  const few = await tooFewOn(tx, row, days);
  if (few === null) return;
  throw refuse(
    'resolution.too-few-in-effect',
    { number: row.number, decidedOn: `${row.decidedOn}`, date: `${few}` },
    '/resolutionId',
  );
}

/**
 * The resolution, if it was adopted on this matter, whatever of it, and was confirmed where it needs to be, and its body had the power on
 * the day it decided and on every day of effect.
 */
export async function requireResolutionOfMatter(
  tx: Tx,
  cooperativeId: string,
  id: string,
  {
    matter,
    effectiveOn,
    today,
  }: {
    readonly matter: MotionKind;
    readonly effectiveOn: readonly LocalDate[];
    /** The day on which it is carried out. */
    readonly today?: LocalDate;
  },
): Promise<KnownResolution> {
  const row = await requireResolution(tx, cooperativeId, id);
  requireAdopted(row, matter);
  requireStanding(row);
  if (today) await requireOthersDecided(tx, row);
  for (const day of [row.decidedOn, ...effectiveOn])
    requirePower((await rulesOn(tx, cooperativeId, day)).set, row.body, matter, day);
  if (today) await requireVotesEnough(tx, row, [...effectiveOn, today]);
  return row;
}

/**
 * The first of these days by whose law the votes of minutes from paper do not come to a decision; null where they do by each. A vote held
 * here was counted by the law of its day before everybody; what is only typed is not carried out by a law that asked less.
 */
export async function tooFewOn(
  tx: Tx,
  row: KnownResolution,
  days: readonly LocalDate[],
): Promise<LocalDate | null> {
  const minutes = row.meetingId === null ? minutesOf(row) : null;
  if (minutes === null) return null;
  for (const day of days) {
    if (day.isBefore(row.decidedOn)) continue;
    const rules = bodyRulesOf(await lawOn(tx, row.cooperativeId, day), row.body);
    if (!isAdoptedBy(rules, minutes)) return day;
  }
  return null;
}

/** Whether minutes from paper adopted it by a law that asked less than that of the day: they carry nothing then and bar no new decision. */
export async function carriesNothingBy(tx: Tx, row: KnownResolution, day: LocalDate): Promise<boolean> {
  return row.outcome === 'adopted' && (await tooFewOn(tx, row, [day])) !== null;
}

/** Refuses to carry out today what minutes say of a body whose seats whoever entered the minutes filled or emptied. */
async function requireSeatsOfOthers(tx: Tx, row: KnownResolution): Promise<void> {
  const { cooperativeId, body, number, decidedOn, recordedBy } = row;
  if (row.meetingId !== null || body === 'members-assembly') return;
  const [own] = await tx
    .select({ id: seat.id })
    .from(seat)
    .leftJoin(seatEnd, and(eq(seatEnd.cooperativeId, seat.cooperativeId), eq(seatEnd.seatId, seat.id)))
    .where(
      and(
        eq(seat.cooperativeId, cooperativeId),
        eq(seat.body, body),
        lte(seat.heldFrom, decidedOn),
        or(isNull(seat.termEndsOn), gte(seat.termEndsOn, decidedOn)),
        or(eq(seat.recordedBy, recordedBy), eq(seatEnd.recordedBy, recordedBy)),
      ),
    )
    .limit(1);
  if (own) throw refuse('resolution.seats-by-recorder', { number, body: bodyWords[body] }, '/resolutionId');
}

/** The latest adopted resolution on exactly this scheme or calculation, if any; one that was sent back is none. */
export async function resolutionOn(
  tx: Tx,
  cooperativeId: string,
  subject: string,
): Promise<KnownResolution | undefined> {
  const rows = await knownResolutions(tx)
    .where(
      and(
        eq(resolution.cooperativeId, cooperativeId),
        eq(resolution.subject, subject),
        eq(resolution.outcome, 'adopted'),
      ),
    )
    .orderBy(...latestFirst(written));
  const standing = rows
    .map(({ row, reviewed }) => known(row, reviewed))
    .filter(({ review }) => review !== 'sent-back');
  return standing.find(({ review }) => review !== 'awaiting-review') ?? standing[0];
}

/**
 * Refuses a second decision on one subject: none that stands carries it already, and none of that day or later rejected what says the
 * same. `except`: a resolution that is being confirmed and does not stand in its own way; beside it only what is confirmed counts.
 */
export async function requireUndecidedSubject(
  tx: Tx,
  cooperativeId: string,
  { subject, matter, decidedOn, pointer }: SubjectToDecide,
  except?: string,
): Promise<void> {
  if (subject === null) return;
  const known = [
    ...(await standingOn(tx, cooperativeId, subject)),
    ...(await rejectedAlike(tx, cooperativeId, subject)),
  ];
  const standing: KnownResolution[] = [];
  for (const each of known) {
    if (each.id === except || (except !== undefined && each.review === 'awaiting-review')) continue;
    if (!(await carriesNothingBy(tx, each, decidedOn))) standing.push(each);
  }
  if (standing.length === 0) return;
  const { set } = await rulesOn(tx, cooperativeId, decidedOn);
  requireUndecided(standing, decidedOn, (body) => hasPower(set, body, matter), pointer);
}

/** What the room of meetings refuses: that what a meeting was called to vote on is changed or withdrawn. */
export type RefuseCalled = (unit: CommandUnit, subject: string) => Promise<void>;

/** What the room of certificates refuses: that what was posted just now, a run or a scheme, stands there against the law. */
export type RequireLawful = (unit: CommandUnit, id: string) => Promise<void>;

export interface SubjectToDecide {
  readonly subject: string | null;
  readonly matter: MotionKind;
  readonly decidedOn: LocalDate;
  readonly pointer: string;
}

/** What a subject says, whatever row says it. */
export async function subjectContent(tx: Tx, cooperativeId: string, subject: string): Promise<string> {
  const [row] = await rowsOf(tx, sql`select subject_content(${cooperativeId}, ${subject}) as content`, {
    content: text,
  });
  return must(row, 'what a subject says').content;
}

/** What was rejected under another name and says the same: a copy of a scheme, a plan of the same figures. */
async function rejectedAlike(
  tx: Tx,
  cooperativeId: string,
  subject: string,
): Promise<readonly KnownResolution[]> {
  const rows = await knownResolutions(tx).where(
    and(
      eq(resolution.cooperativeId, cooperativeId),
      eq(resolution.outcome, 'rejected'),
      ne(resolution.subject, subject),
      sql`subject_content(${cooperativeId}, ${resolution.subject}) = subject_content(${cooperativeId}, ${subject})`,
    ),
  );
  return rows.flatMap(({ row, reviewed }) => {
    const each = known(row, reviewed);
    return each.review === 'sent-back' ? [] : [each];
  });
}

/** What stands on the subject. Who may take shares is set anew, and then decided anew: only the setting that holds counts. */
async function standingOn(
  tx: Tx,
  cooperativeId: string,
  subject: string,
): Promise<readonly KnownResolution[]> {
  const takers = subject.startsWith(takersSubject(''));
  const rows = await knownResolutions(tx)
    .where(
      and(
        eq(resolution.cooperativeId, cooperativeId),
        takers ? like(resolution.subject, `${takersSubject('')}%`) : eq(resolution.subject, subject),
      ),
    )
    .orderBy(asc(resolution.decidedOn), ...inBookOrder(written));
  const standing = rows.flatMap(({ row, reviewed }) => {
    const each = known(row, reviewed);
    return each.review === 'sent-back' ? [] : [each];
  });
  const turned = standing.findLastIndex((each) => each.outcome === 'adopted' && each.subject !== subject);
  return standing.slice(turned + 1).filter((each) => each.subject === subject);
}

/** The numbers of the resolutions that a meeting came to, by their ids. */
export async function resolutionNumbers(
  tx: Tx,
  cooperativeId: string,
  meetingId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ id: resolution.id, number: resolution.number })
    .from(resolution)
    .where(and(eq(resolution.cooperativeId, cooperativeId), eq(resolution.meetingId, meetingId)));
  return new Map(rows.map(({ id, number }) => [id, number]));
}

export async function numberIsTaken(
  tx: Tx,
  cooperativeId: string,
  body: Body,
  number: string,
): Promise<boolean> {
  const rows = await tx
    .select({ id: resolution.id })
    .from(resolution)
    .where(
      and(
        eq(resolution.cooperativeId, cooperativeId),
        eq(resolution.body, body),
        eq(resolution.number, number),
      ),
    );
  return rows.length > 0;
}

/** In the order of recording: the ids grow with time. */
export async function resolutionsAfter(
  tx: Tx,
  cooperativeId: string,
  limit: number,
  after?: string,
): Promise<readonly KnownResolution[]> {
  const rows = await knownResolutions(tx)
    .where(
      and(
        eq(resolution.cooperativeId, cooperativeId),
        after === undefined ? undefined : writtenAfter(resolution, written, cooperativeId, after),
      ),
    )
    .orderBy(...inBookOrder(written))
    .limit(limit);
  return rows.map(({ row, reviewed }) => known(row, reviewed));
}

/** Reports on one resolution, the latest first. */
export async function executionsOf(
  tx: Tx,
  cooperativeId: string,
  resolutionId: string,
): Promise<readonly ExecutionRow[]> {
  return tx
    .select()
    .from(resolutionExecution)
    .where(
      and(
        eq(resolutionExecution.cooperativeId, cooperativeId),
        eq(resolutionExecution.resolutionId, resolutionId),
      ),
    )
    .orderBy(desc(resolutionExecution.reportedOn), desc(resolutionExecution.id));
}

/** What the body adopted before `before`, in order of decision. */
export async function adoptedBefore(
  tx: Tx,
  cooperativeId: string,
  body: Body,
  before: LocalDate,
): Promise<readonly ResolutionRow[]> {
  return tx
    .select()
    .from(resolution)
    .where(
      and(
        eq(resolution.cooperativeId, cooperativeId),
        eq(resolution.body, body),
        eq(resolution.outcome, 'adopted'),
        lt(resolution.decidedOn, before),
      ),
    )
    .orderBy(asc(resolution.decidedOn), asc(resolution.id));
}

/** Of those resolutions, which were adopted. */
export async function adoptedOf(
  tx: Tx,
  cooperativeId: string,
  ids: readonly string[],
): Promise<readonly ResolutionRow[]> {
  return tx
    .select()
    .from(resolution)
    .where(
      and(
        eq(resolution.cooperativeId, cooperativeId),
        eq(resolution.outcome, 'adopted'),
        inArray(resolution.id, [...ids]),
      ),
    );
}

/** The latest report made by that day, of each resolution that has one. */
export async function latestReports(
  tx: Tx,
  cooperativeId: string,
  by: LocalDate,
): Promise<ReadonlyMap<string, ExecutionRow>> {
  const reports = await tx
    .select()
    .from(resolutionExecution)
    .where(and(eq(resolutionExecution.cooperativeId, cooperativeId), lte(resolutionExecution.reportedOn, by)))
    .orderBy(asc(resolutionExecution.reportedOn), asc(resolutionExecution.id));
  return new Map(reports.map((report) => [report.resolutionId, report]));
}
