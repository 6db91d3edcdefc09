/** Settings that somebody wants loosened and nobody answered yet. */
import { and, asc, eq, isNull } from 'drizzle-orm';
import { settingWords } from '../../domain/setting-proposal.ts';
import { fact, type Waiting } from '../../domain/waiting.ts';
import type { Tx } from '../../platform/database.ts';
import { settingAnswer, settingProposal } from './schema.ts';

export async function waitingOfSettings(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const rows = await tx
    .select({ proposal: settingProposal })
    .from(settingProposal)
    .leftJoin(
      settingAnswer,
      and(eq(settingAnswer.cooperativeId, cooperativeId), eq(settingAnswer.proposalId, settingProposal.id)),
    )
    .where(and(eq(settingProposal.cooperativeId, cooperativeId), isNull(settingAnswer.proposalId)))
    .orderBy(asc(settingProposal.number));
  return rows.map(({ proposal }): Waiting => ({
    kind: 'setting',
    known: { proposalId: proposal.id },
    says: settingWords[proposal.kind],
    facts: [fact('复核后适用', 'What would hold', proposal.says)],
    askedBy: proposal.recordedBy,
    askedAt: proposal.recordedAt,
  }));
}
