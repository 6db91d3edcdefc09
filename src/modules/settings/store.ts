/** Reads and writes of proposals that loosen a setting. */
import { and, desc, eq, sql } from 'drizzle-orm';
import { refuse } from '../../domain/refusal.ts';
import type { SettingState } from '../../domain/setting-proposal.ts';
import type { Page } from '../../contract/query.ts';
import type { Tx } from '../../platform/database.ts';
import type { SettingProposalOnWire } from './contract.ts';
import { settingAnswer, settingProposal } from './schema.ts';

export interface ProposedSetting {
  readonly proposal: typeof settingProposal.$inferSelect;
  readonly answer: typeof settingAnswer.$inferSelect | null;
}

function proposals(tx: Tx, cooperativeId: string) {
  return tx
    .select({ proposal: settingProposal, answer: settingAnswer })
    .from(settingProposal)
    .leftJoin(
      settingAnswer,
      and(eq(settingAnswer.cooperativeId, cooperativeId), eq(settingAnswer.proposalId, settingProposal.id)),
    );
}

export async function requireProposed(tx: Tx, cooperativeId: string, id: string): Promise<ProposedSetting> {
  const [row] = await proposals(tx, cooperativeId).where(
    and(eq(settingProposal.cooperativeId, cooperativeId), eq(settingProposal.id, id)),
  );
  if (!row) throw refuse('setting.unknown');
  return row;
}

/** Newest first, below the number `after`. */
export async function proposedSettings(tx: Tx, cooperativeId: string, { after, limit }: Page) {
  const rows = await proposals(tx, cooperativeId)
    .where(
      and(
        eq(settingProposal.cooperativeId, cooperativeId),
        after === null ? undefined : sql`${settingProposal.number} < ${after}::bigint`,
      ),
    )
    .orderBy(desc(settingProposal.number))
    .limit(limit);
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { proposals: rows.map(onWire), next: last?.proposal.number.toString() ?? null };
}

export function stateOf({ answer }: ProposedSetting): SettingState {
  if (answer === null) return 'open';
  return answer.confirmed ? 'confirmed' : 'refused';
}

export function onWire(row: ProposedSetting): SettingProposalOnWire {
  const { proposal, answer } = row;
  return {
    id: proposal.id,
    number: proposal.number.toString(),
    kind: proposal.kind,
    state: stateOf(row),
    says: proposal.says,
    proposedBy: proposal.recordedByName,
    proposedAt: proposal.recordedAt.toISOString(),
    answeredBy: answer?.recordedByName ?? null,
    answeredAt: answer?.recordedAt.toISOString() ?? null,
    reason: answer?.reason ?? null,
  };
}
