/** Records that somebody asked to have erased, and answers to findings, that nobody answered yet. */
import { and, asc, eq, isNull } from 'drizzle-orm';
import { recordClassWords } from '../../domain/retention.ts';
import { fact, type Waiting } from '../../domain/waiting.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { waitingAnswers } from './finding-answers.ts';
import { erasureAnswer, erasureRequest } from './schema.ts';

export async function waitingOfRecords(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const rows = await tx
    .select({ request: erasureRequest })
    .from(erasureRequest)
    .leftJoin(
      erasureAnswer,
      and(eq(erasureAnswer.cooperativeId, cooperativeId), eq(erasureAnswer.requestId, erasureRequest.id)),
    )
    .where(and(eq(erasureRequest.cooperativeId, cooperativeId), isNull(erasureAnswer.requestId)))
    .orderBy(asc(erasureRequest.recordedAt));
  const findings = await waitingAnswers(tx, cooperativeId);
  const erasures = rows.map(({ request }): Waiting => ({
    kind: 'erasure',
    known: { erasureId: request.id },
    says: recordClassWords[request.recordClass],
    facts: [
      fact('早于', 'Before', `${dayInChina(request.before)}`),
      fact('条数', 'Records', `${request.rows}`),
    ],
    askedBy: request.recordedBy,
    askedAt: request.recordedAt,
  }));
  return [
    ...erasures,
    ...findings.map(({ id, says, explanation, by, at }): Waiting => ({
      kind: 'finding',
      known: { answerId: id },
      says,
      facts: [fact('答复', 'Answer', explanation)],
      askedBy: by,
      askedAt: at,
    })),
  ];
}
