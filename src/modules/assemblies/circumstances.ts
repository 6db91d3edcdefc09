/**
 * What minutes on paper say of notice, papers and study: entered by one person with the minutes or afterwards, confirmed by another
 * against them. The legality certificate judges by what was confirmed, and by nothing else.
 */
import { and, asc, eq } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import { LocalDate } from '../../domain/calendar.ts';
import { requireReview, type ReviewState, type Verdict } from '../../domain/late-entry.ts';
import type { ToldByMinutes } from '../../domain/legality-facts.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import * as wire from './contract.ts';
import { minutesCircumstance, minutesCircumstanceReview } from './schema.ts';
import { requireResolution, type KnownResolution } from './store.ts';

type Row = typeof minutesCircumstance.$inferSelect;
type Reviewed = Pick<typeof minutesCircumstanceReview.$inferSelect, 'verdict' | 'reason' | 'recordedAt'>;

export interface KnownCircumstance {
  readonly row: Row;
  readonly review: ReviewState;
  readonly reviewed: Reviewed | null;
}

interface Said {
  readonly noticeOn: string | null;
  readonly papersOpenFrom: string | null;
  readonly study: { readonly on: string; readonly by: string } | null;
}

/** In the order of entry. What came with the minutes stands as they do. */
export async function circumstancesOf(
  tx: Tx,
  minutes: KnownResolution,
): Promise<readonly KnownCircumstance[]> {
  const { cooperativeId } = minutes;
  const rows = await tx
    .select({ row: minutesCircumstance, own: minutesCircumstanceReview })
    .from(minutesCircumstance)
    .leftJoin(
      minutesCircumstanceReview,
      and(
        eq(minutesCircumstanceReview.cooperativeId, cooperativeId),
        eq(minutesCircumstanceReview.circumstanceId, minutesCircumstance.id),
      ),
    )
    .where(
      and(
        eq(minutesCircumstance.cooperativeId, cooperativeId),
        eq(minutesCircumstance.resolutionId, minutes.id),
      ),
    )
    .orderBy(asc(minutesCircumstance.recordedAt), asc(minutesCircumstance.id));
  return rows.map(({ row, own }) => {
    const reviewed = row.withMinutes ? minutes.reviewed : own;
    return { row, reviewed, review: reviewed?.verdict ?? 'awaiting-review' };
  });
}

/** What was confirmed, field by field the latest. */
export async function toldByMinutes(tx: Tx, minutes: KnownResolution): Promise<ToldByMinutes> {
  const confirmed = (await circumstancesOf(tx, minutes)).filter(({ review }) => review === 'confirmed');
  const latest = confirmed.map(({ row }) => row).reverse();
  const studied = latest.find(({ studyOn }) => studyOn !== null);
  return {
    noticeOn: latest.find(({ noticeOn }) => noticeOn !== null)?.noticeOn ?? null,
    papersOpenFrom: latest.find(({ papersOpenFrom }) => papersOpenFrom !== null)?.papersOpenFrom ?? null,
    study: studied?.studyOn ? { on: studied.studyOn, by: studied.studyBy ?? '—' } : null,
  };
}

/** Keeps what the minutes say; `withMinutes`: it was entered together with them, and is confirmed with them. */
export async function keepCircumstances(
  unit: CommandUnit,
  minutes: { readonly id: string; readonly decidedOn: LocalDate },
  said: Said,
  withMinutes: boolean,
): Promise<Row> {
  const day = (text: string | null) => (text === null ? null : LocalDate.parse(text));
  const [noticeOn, papersOpenFrom, studyOn] = [
    day(said.noticeOn),
    day(said.papersOpenFrom),
    day(said.study?.on ?? null),
  ];
  const days = [noticeOn, papersOpenFrom, studyOn].filter((each) => each !== null);
  if (days.length === 0) throw refuse('resolution.circumstance-empty');
  const after = days.find((each) => each.isAfter(minutes.decidedOn));
  if (after)
    throw refuse('resolution.circumstance-after', { date: `${after}`, decidedOn: `${minutes.decidedOn}` });
  const row: Row = {
    cooperativeId: unit.cooperativeId,
    id: newId(),
    resolutionId: minutes.id,
    withMinutes,
    noticeOn,
    papersOpenFrom,
    studyOn,
    studyBy: said.study?.by ?? null,
    recordedAt: unit.now,
    recordedBy: unit.actor.userId,
  };
  await unit.tx.insert(minutesCircumstance).values(row);
  unit.note('minutes-circumstance', { id: row.id, resolutionId: minutes.id, ...said });
  return row;
}

export const supplementResolution = defineCommand({
  name: 'assemblies.supplement-resolution',
  endpoint: wire.supplementResolution,
  async run(unit, { resolutionId, ...said }) {
    const found = await requireResolution(unit.tx, unit.cooperativeId, resolutionId);
    if (found.meetingId !== null) throw refuse('resolution.not-from-paper', { number: found.number });
    const row = await keepCircumstances(unit, found, said, false);
    return circumstanceOnWire({ row, review: 'awaiting-review', reviewed: null });
  },
});

export const confirmSupplement = defineCommand({
  name: 'assemblies.confirm-supplement',
  endpoint: wire.confirmSupplement,
  run: (unit, { resolutionId, circumstanceId }) =>
    review(unit, resolutionId, circumstanceId, 'confirmed', null),
});

export const sendBackSupplement = defineCommand({
  name: 'assemblies.send-back-supplement',
  endpoint: wire.sendBackSupplement,
  run: (unit, { resolutionId, circumstanceId, reason }) =>
    review(unit, resolutionId, circumstanceId, 'sent-back', reason),
});

async function review(
  unit: CommandUnit,
  resolutionId: string,
  circumstanceId: string,
  verdict: Verdict,
  reason: string | null,
) {
  const { tx, cooperativeId, actor, now } = unit;
  const minutes = await requireResolution(tx, cooperativeId, resolutionId);
  const found = (await circumstancesOf(tx, minutes)).find(({ row }) => row.id === circumstanceId);
  if (!found) throw refuse('resolution.circumstance-unknown');
  // What came with the minutes is confirmed with them.
  const state = found.row.withMinutes ? 'not-needed' : found.review;
  requireReview(state, found.row.recordedBy, actor.userId);
  const reviewed = { verdict, reason, recordedAt: now };
  await tx
    .insert(minutesCircumstanceReview)
    .values({ cooperativeId, circumstanceId, ...reviewed, recordedBy: actor.userId });
  unit.note('minutes-circumstance-review', { id: circumstanceId, verdict, reason });
  return circumstanceOnWire({ row: found.row, review: verdict, reviewed });
}

export function circumstanceOnWire({ row, review, reviewed }: KnownCircumstance) {
  const { id, noticeOn, papersOpenFrom, studyOn, studyBy, recordedAt } = row;
  return {
    id,
    noticeOn: noticeOn && `${noticeOn}`,
    papersOpenFrom: papersOpenFrom && `${papersOpenFrom}`,
    study: studyOn && { on: `${studyOn}`, by: studyBy ?? '—' },
    recordedOn: `${dayInChina(recordedAt)}`,
    review: {
      state: review,
      on: reviewed && `${dayInChina(reviewed.recordedAt)}`,
      reason: reviewed?.reason ?? null,
    },
  };
}
