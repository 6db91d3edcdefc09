/** What was proposed about power, as it is shown: with what whoever confirms it is warned of. */
import {
  warningsOf,
  type AccessProposalState,
  type Alike,
  type OfficeHolder,
} from '../../domain/access-proposal.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { faultMessage } from '../../domain/errors/catalogue.ts';
import type { Sentence } from '../../domain/language.ts';
import type { Role } from '../../domain/permission.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import type { JudgeAppointment } from '../../platform/services.ts';
import { proposalsBefore, userNames, usersOf, type ProposalRow } from '../access/index.ts';
import { alikeUsers, pairsOf } from '../members/index.ts';
import type { Page } from '../../contract/query.ts';

/** What warnings are read with. */
export interface Judging {
  readonly tx: Tx;
  readonly cooperativeId: string;
  readonly today: LocalDate;
  readonly judgeAppointment: JudgeAppointment;
}

export async function listProposals(judging: Judging, { after, limit }: Page) {
  const { tx, cooperativeId } = judging;
  const rows = await proposalsBefore(tx, cooperativeId, after === null ? null : BigInt(after), limit);
  const proposals = [];
  for (const row of rows) proposals.push(onWire(row, await warningsFor(judging, row, null)));
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { proposals, next: last?.proposal.number.toString() ?? null };
}

/** Of an answered proposal what its confirmer was warned of; of an open one what is true now. */
export async function warningsFor(
  judging: Judging,
  { proposal, answer, about: aboutName }: ProposalRow,
  confirmer: string | null,
): Promise<readonly Sentence[]> {
  if (answer !== null) return answer.warnings;
  const { tx, cooperativeId } = judging;
  const { kind, userId: about, wish, recordedBy: proposer } = proposal;
  const users = await usersOf(tx, cooperativeId);
  const soon =
    about === null || wish.memberId === undefined || kind !== 'member'
      ? null
      : { userId: about, memberId: wish.memberId };
  const shared = await alikeUsers(tx, cooperativeId, soon);
  const alike = [...shared];
  const isNew = about !== null && !users.some(({ userId }) => userId === about);
  const newcomer = isNew && {
    userId: about,
    displayName: must(aboutName ?? wish.displayName, 'the name of whom it is about'),
    roles: [],
  };
  const holders = newcomer ? [...users, newcomer] : users;
  alike.push(...namesakes(holders, shared));
  const wanted = wish.roles ?? holders.find(({ userId }) => userId === about)?.roles ?? [];
  const told = warningsOf({
    proposer,
    confirmer,
    about,
    wanted,
    holders: [...holders, ...(await withoutRoles(tx, holders, alike))],
    alike,
  });
  if (about === null || (wish.roles === undefined && kind !== 'member')) return told;
  const name = aboutName ?? wish.displayName ?? '';
  return [
    ...told,
    ...(await warnedOfDuties(judging, { userId: about, name, memberId: soon?.memberId ?? null }, wanted)),
  ];
}

/** What register, bodies and office make questionable in these duties without forbidding it. */
async function warnedOfDuties(
  { tx, cooperativeId, today, judgeAppointment }: Judging,
  person: { readonly userId: string; readonly name: string; readonly memberId: string | null },
  roles: readonly Role[],
): Promise<readonly Sentence[]> {
  const { warned } = await judgeAppointment(tx, cooperativeId, { ...person, roles, on: today });
  return warned.map((fault) => ({ zh: faultMessage(fault, 'zh'), en: faultMessage(fault, 'en') }));
}

/** Who is alike somebody and holds nothing here any more. */
async function withoutRoles(tx: Tx, holders: readonly OfficeHolder[], alike: readonly Alike[]) {
  const ids = new Set(alike.flatMap(({ one, other }) => [one, other]));
  for (const { userId } of holders) ids.delete(userId);
  if (ids.size === 0) return [];
  const names = await userNames(tx, [...ids]);
  return [...names].map(([userId, displayName]) => ({ userId, displayName, roles: [] }));
}

/** Users of one name, where nothing stronger says that they are alike. */
export function namesakes(
  people: readonly (OfficeHolder & { readonly displayName: string })[],
  known: readonly Alike[],
): readonly Alike[] {
  return pairsOf(people, ({ displayName }) => displayName).flatMap(([one, other]): Alike[] => {
    const pair = { one: one.userId, other: other.userId };
    const told = known.some(
      (each) => [each.one, each.other].includes(pair.one) && [each.one, each.other].includes(pair.other),
    );
    return told ? [] : [{ ...pair, because: 'name' }];
  });
}

export function onWire({ proposal, answer, end, about }: ProposalRow, warnings: readonly Sentence[]) {
  const { wish } = proposal;
  return {
    id: proposal.id,
    number: proposal.number.toString(),
    kind: proposal.kind,
    state: stateOf({ proposal, answer }),
    userId: proposal.userId,
    displayName: about ?? wish.displayName ?? null,
    userName: wish.userName ?? null,
    roles: wish.roles ?? null,
    members: proposal.kind === 'portal' ? (wish.people ?? []).map((each) => each.member ?? '') : null,
    member: wish.member ?? null,
    ground: wish.ground ?? null,
    document: wish.document ?? null,
    scope: wish.scope ?? null,
    from: wish.from ?? null,
    until: wish.until ?? null,
    required: wish.required ?? null,
    closed: wish.closed ?? null,
    moveFailed: wish.moveFailed ?? null,
    proposedBy: proposal.recordedByName,
    proposedAt: proposal.recordedAt.toISOString(),
    answeredBy: answer?.recordedByName ?? null,
    answeredAt: answer?.recordedAt.toISOString() ?? null,
    reason: answer?.reason ?? end?.reason ?? wish.reason ?? null,
    endedAt: end?.recordedAt.toISOString() ?? null,
    warnings,
  };
}

/** What was given before two people were asked, and at the founding, is open to nobody. */
function stateOf({ proposal, answer }: Pick<ProposalRow, 'proposal' | 'answer'>): AccessProposalState {
  if (proposal.kind === 'before' || proposal.kind === 'founding') return 'confirmed';
  if (answer === null) return 'open';
  return answer.confirmed ? 'confirmed' : 'refused';
}
