/** What was proposed about power and is open: the roles somebody has beside those they would have, and what is warned of. */
import { accessProposalWords } from '../../domain/access-proposal.ts';
import { listed } from '../../domain/language.ts';
import { roleWords } from '../../domain/role-words.ts';
import { fact, same, type Waiting, type WaitingFact } from '../../domain/waiting.ts';
import { proposalsBefore, usersOf } from '../access/index.ts';
import { onWire, warningsFor, type Judging } from './queries.ts';

const EVERY_PROPOSAL = 100_000;

export async function waitingOfPower(judging: Judging): Promise<readonly Waiting[]> {
  const { tx, cooperativeId } = judging;
  const rows = await proposalsBefore(tx, cooperativeId, null, EVERY_PROPOSAL);
  const open = rows.filter((row) => onWire(row, []).state === 'open');
  if (open.length === 0) return [];
  const users = await usersOf(tx, cooperativeId);
  const waiting: Waiting[] = [];
  for (const row of open) {
    const { proposal } = row;
    const told = onWire(row, await warningsFor(judging, row, null));
    const held = users.find(({ userId }) => userId === told.userId)?.roles ?? [];
    const kind = accessProposalWords[told.kind];
    const who = told.displayName ?? told.userName ?? told.member;
    const facts: readonly (WaitingFact | null)[] = [
      told.roles && fact('职责', 'Roles', rolesInWords(told.roles), { before: rolesInWords(held) }),
      told.members && fact('成员', 'Members', listed(told.members.map(same))),
      told.userName === null ? null : fact('用户名', 'User name', told.userName),
      told.member === null ? null : fact('成员', 'Member', told.member),
      told.document === null ? null : fact('依据文件', 'Document', told.document),
      told.from === null && told.until === null
        ? null
        : fact('起止', 'From – until', `${told.from ?? '—'} – ${told.until ?? '—'}`),
      told.reason === null ? null : fact('理由', 'Reason', told.reason),
      ...told.warnings.map((warning) => fact('注意', 'Mind', warning)),
    ];
    waiting.push({
      kind: 'access',
      known: { proposalId: told.id },
      says: {
        zh: who === null ? kind.zh : `${kind.zh}：${who}`,
        en: who === null ? kind.en : `${kind.en}: ${who}`,
      },
      facts: facts.filter((each) => each !== null),
      askedBy: proposal.recordedBy,
      askedAt: proposal.recordedAt,
    });
  }
  return waiting;
}

function rolesInWords(roles: readonly (keyof typeof roleWords)[]) {
  return roles.length === 0 ? { zh: '无', en: 'none' } : listed(roles.map((role) => roleWords[role]));
}
