/** What two people answered to findings of verification. A finding is named by the hash of what it says, so that an answer to one covers no other. */
import { and, asc, eq, isNull } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import type { Sentence } from '../../domain/language.ts';
import { refuse } from '../../domain/refusal.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { findingAnswer, findingAnswerReview } from './schema.ts';

export interface AnswerGiven {
  readonly id: string;
  readonly finding: string;
  readonly says: Sentence;
  readonly explanation: string;
  readonly at: Date;
  readonly by: string;
}

export interface AnswerConfirmed extends AnswerGiven {
  readonly confirmedAt: Date;
  readonly confirmedBy: string;
}

const reviewed = (cooperativeId: string) =>
  and(
    eq(findingAnswerReview.cooperativeId, cooperativeId),
    eq(findingAnswerReview.answerId, findingAnswer.id),
  );

const given = (row: typeof findingAnswer.$inferSelect): AnswerGiven => ({
  id: row.id,
  finding: row.finding,
  says: { zh: row.saysZh, en: row.saysEn },
  explanation: row.explanation,
  at: row.recordedAt,
  by: row.recordedBy,
});

/** By finding: the last answer that another person confirmed. */
export async function confirmedAnswers(
  tx: Tx,
  cooperativeId: string,
): Promise<ReadonlyMap<string, AnswerConfirmed>> {
  const rows = await tx
    .select({ answer: findingAnswer, review: findingAnswerReview })
    .from(findingAnswer)
    .innerJoin(findingAnswerReview, reviewed(cooperativeId))
    .where(and(eq(findingAnswer.cooperativeId, cooperativeId), isNull(findingAnswerReview.reason)))
    .orderBy(asc(findingAnswerReview.recordedAt));
  return new Map(
    rows.map(({ answer, review }) => [
      answer.finding,
      { ...given(answer), confirmedAt: review.recordedAt, confirmedBy: review.recordedBy },
    ]),
  );
}

/** Answers that nobody has reviewed yet. */
export async function waitingAnswers(tx: Tx, cooperativeId: string): Promise<readonly AnswerGiven[]> {
  const rows = await tx
    .select({ answer: findingAnswer })
    .from(findingAnswer)
    .leftJoin(findingAnswerReview, reviewed(cooperativeId))
    .where(and(eq(findingAnswer.cooperativeId, cooperativeId), isNull(findingAnswerReview.answerId)))
    .orderBy(asc(findingAnswer.recordedAt));
  return rows.map(({ answer }) => given(answer));
}

export async function recordAnswer(
  unit: CommandUnit,
  finding: string,
  says: Sentence,
  explanation: string,
): Promise<string> {
  const { tx, cooperativeId, now, actor } = unit;
  if ((await waitingAnswers(tx, cooperativeId)).some((each) => each.finding === finding))
    throw refuse('finding.waits-already');
  const id = newId();
  await tx.insert(findingAnswer).values({
    cooperativeId,
    id,
    finding,
    saysZh: says.zh,
    saysEn: says.en,
    explanation,
    recordedAt: now,
    recordedBy: actor.userId,
  });
  unit.note('finding', { id, finding, says: says.zh, explanation });
  return id;
}

/** Confirmed, or sent back with the reason. */
export async function reviewAnswer(unit: CommandUnit, answerId: string, reason: string | null) {
  const { tx, cooperativeId, now, actor } = unit;
  const [row] = await tx
    .select({ answer: findingAnswer, review: findingAnswerReview })
    .from(findingAnswer)
    .leftJoin(findingAnswerReview, reviewed(cooperativeId))
    .where(and(eq(findingAnswer.cooperativeId, cooperativeId), eq(findingAnswer.id, answerId)));
  if (row === undefined) throw refuse('finding.answer-unknown');
  if (row.review !== null) throw refuse('finding.answered-already');
  if (row.answer.recordedBy === actor.userId) throw refuse('finding.by-another');
  await tx
    .insert(findingAnswerReview)
    .values({ cooperativeId, answerId, reason, recordedAt: now, recordedBy: actor.userId });
  unit.note('finding', { id: answerId, finding: row.answer.finding, refused: reason !== null });
  return { id: answerId };
}
