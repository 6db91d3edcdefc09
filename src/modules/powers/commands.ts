/**
 * Two people for power: what one proposes about another, and what happens once a third has confirmed it. A proposal changes
 * nothing by itself; what it started from is compared when it is confirmed, and PostgreSQL asks for both people again.
 */
import { v7 as newId } from 'uuid';
import {
  LONGEST_ENTRY_DAYS,
  requireConfirmer,
  requireProposer,
  requireSuspender,
  type AccessProposalKind,
} from '../../domain/access-proposal.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { mandateGroundWords, requireMandate, type MandateGround } from '../../domain/mandate.ts';
import type { Role } from '../../domain/permission.ts';
import { parsePersonName } from '../../domain/person-name.ts';
import { Refusal, refuse, throwFaults } from '../../domain/refusal.ts';
import { exclusionFaults } from '../../domain/role-exclusion.ts';
import { defineCommand, refusalWhileClosed, type CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { dayInChina } from '../../platform/services.ts';
import {
  closeSignIn,
  drawHalf,
  drawPortalHalf,
  findProposal,
  findUser,
  findUserByName,
  hadPart,
  hasRole,
  insertAnswer,
  insertEnd,
  insertProposal,
  insertSuspension,
  insertUser,
  invite,
  inviteToPortal as inviteOneToPortal,
  isSuspended,
  officeHolders,
  portalCodeUseBy,
  reachesFurther,
  replaceRoles,
  rolesOf,
  type AccessWish,
  type ProposalRow,
} from '../access/index.ts';
import {
  endMandateByOffice,
  insertMandate,
  linkMember,
  memberOfUser,
  memberToActFor,
  memberToBe,
  openMandate,
  userOfMember,
} from '../members/index.ts';
import { tellMandateEnded, tellMembers } from '../messages/index.ts';
import * as wire from './contract.ts';
import { onWire, warningsFor } from './queries.ts';

export const createUser = defineCommand({
  name: 'access.propose-user',
  endpoint: wire.createUser,
  async run(unit, { userName, displayName: typed, roles }) {
    await requireFreeName(unit, userName);
    const displayName = parsePersonName(typed);
    await judgeRoles(unit, { displayName, isAdministrator: false }, null, roles);
    const { half, hash } = drawHalf();
    const wish = { userName, displayName, roles };
    return { ...(await propose(unit, 'user', newId(), wish, hash)), half };
  },
});

export const setRoles = defineCommand({
  name: 'access.propose-roles',
  endpoint: wire.setRoles,
  async run(unit, { userId, roles }) {
    const user = await knownUser(unit, userId);
    if (!(await hadPart(unit.tx, unit.cooperativeId, userId))) throw refuse('user.unknown');
    requireAnother(unit, userId);
    await judgeRoles(unit, user, userId, roles);
    const before = await rolesOf(unit.tx, unit.cooperativeId, userId);
    return propose(unit, 'roles', userId, { roles, before: [...before].sort() });
  },
});

export const linkUser = defineCommand({
  name: 'access.propose-member',
  endpoint: wire.linkUser,
  async run(unit, { userId, member: number }) {
    const { tx, cooperativeId } = unit;
    if (!(await hasRole(tx, cooperativeId, userId))) throw refuse('user.unknown');
    requireAnother(unit, userId);
    const { id: memberId, name: memberName } = await memberToBe(tx, cooperativeId, userId, number);
    await judgeLink(unit, userId, memberId);
    const before = await memberOfUser(tx, cooperativeId, userId);
    const wish = { memberId, member: number, memberName, before: before === null ? [] : [before] };
    return propose(unit, 'member', userId, wish);
  },
});

export const resetUser = defineCommand({
  name: 'access.propose-reset',
  endpoint: wire.resetUser,
  async run(unit, { userId }) {
    await colleague(unit, userId);
    const { portalOnly, displayName: name } = await knownUser(unit, userId);
    if (portalOnly) throw refuse('access.portal-only', { name });
    const { half, hash } = drawHalf();
    return { ...(await propose(unit, 'reset', userId, {}, hash)), half };
  },
});

export const inviteToPortal = defineCommand({
  name: 'access.propose-portal',
  endpoint: wire.inviteToPortal,
  async run(unit, { members }) {
    const twice = members.find((each, index) => members.indexOf(each) < index);
    if (twice !== undefined) throw refuse('access.person-twice', { userName: twice }, '/members');
    const invited = [];
    const halves = [];
    for (const [index, number] of members.entries()) {
      const person = await comingToPortal(unit, number, `/members/${index}`);
      const { half, hash } = drawPortalHalf(unit.vault, person.userId);
      invited.push({ ...person, roles: ['shareholder' as const], half: hash });
      halves.push({ member: number, name: person.memberName, half });
    }
    const proposed = await propose(unit, 'portal', null, { people: invited });
    return { ...proposed, half: null, halves, useBy: useByOf(proposed) };
  },
});

/** Said on both slips alike: the first is printed before anybody confirms. */
const useByOf = ({ proposedAt }: { readonly proposedAt: string }) =>
  portalCodeUseBy(new Date(proposedAt)).toString();

/** Whoever comes to the portal: a new user, or the one that came before. Nobody dead, and nobody who has a user name. */
async function comingToPortal({ tx, cooperativeId }: CommandUnit, number: string, pointer: string) {
  const member = await memberToActFor(tx, cooperativeId, number).catch((error: unknown) => {
    throw error instanceof Refusal ? refuse('membership.not-found', {}, pointer) : error;
  });
  const { id: memberId, name: memberName, deceased } = member;
  if (deceased) throw refuse('access.portal-deceased', { name: memberName }, pointer);
  const known = await userOfMember(tx, cooperativeId, memberId);
  const user = known === null ? undefined : await findUser(tx, known);
  if (user !== undefined && !user.portalOnly)
    throw refuse('access.portal-user-name', { name: memberName }, pointer);
  return { userId: user?.id ?? newId(), memberId, member: number, memberName };
}

export const restoreUser = defineCommand({
  name: 'access.propose-restore',
  endpoint: wire.restoreUser,
  async run(unit, { userId }) {
    await colleague(unit, userId);
    if (!(await isSuspended(unit.tx, unit.cooperativeId, userId))) throw refuse('access.not-suspended');
    return propose(unit, 'restore', userId, {});
  },
});

export const letIn = defineCommand({
  name: 'access.propose-entry',
  endpoint: wire.letIn,
  async run(unit, { userName, until }) {
    const user = await findUserByName(unit.tx, userName);
    // Of somebody without a part here nobody here learns that they have a name.
    const isKnownHere =
      user?.isAdministrator === true ||
      (user !== undefined && (await hasRole(unit.tx, unit.cooperativeId, user.id)));
    if (!user || !isKnownHere || user.disabledAt !== null) throw refuse('user.unknown', {}, '/userName');
    if (!user.isAdministrator) throw refuse('access.not-administrator', {}, '/userName');
    // A sign-in lasts by the computer's time, and so does what it opens.
    const now = Date.now();
    const end = new Date(until).getTime();
    if (end <= now || end > now + LONGEST_ENTRY_DAYS * 86_400_000)
      throw refuse('access.entry-too-long', { days: LONGEST_ENTRY_DAYS }, '/until');
    return propose(unit, 'entry', user.id, { until });
  },
});

export const askSecondFactor = defineCommand({
  name: 'access.propose-second-factor',
  endpoint: wire.askSecondFactor,
  run: (unit, { required }) => propose(unit, 'second-factor', null, { required }),
});

export const proposeClosing = defineCommand({
  name: 'access.propose-closing',
  endpoint: wire.proposeClosing,
  async run(unit, { closed, moveFailed, reason }) {
    const wish = { closed, reason, ...(moveFailed === true && { moveFailed }) };
    requireChange(unit, wish);
    return propose(unit, 'closing', null, wish);
  },
});

export const proposeMandate = defineCommand({
  name: 'access.propose-mandate',
  endpoint: wire.proposeMandate,
  async run(unit, { userId, member: number, ground, document, scope, from, until }) {
    await colleague(unit, userId);
    const member = await judgeMandate(unit, { userId, member: number, ground, from, until });
    const wish = { memberId: member.id, member: number, memberName: member.name };
    return propose(unit, 'mandate', userId, { ...wish, ground, document, scope, from, until });
  },
});

export const proposeMandateEnd = defineCommand({
  name: 'access.propose-mandate-end',
  endpoint: wire.proposeMandateEnd,
  async run(unit, { mandateId, reason }) {
    const { userId } = await openMandate(unit.tx, unit.cooperativeId, mandateId);
    return propose(unit, 'mandate-end', userId, { mandateId, reason });
  },
});

/** Refuses to close what is closed and to open what is open, or goes on elsewhere. */
function requireChange({ actor }: CommandUnit, { closed, moveFailed = false }: AccessWish): void {
  if ((actor.closedAt !== null) === closed) throw refuse('cooperative.closed-already');
  if (actor.moved !== null && !moveFailed) throw refusalWhileClosed(actor);
  if (actor.moved === null && moveFailed) throw refuse('cooperative.not-moved', {}, '/moveFailed');
}

export const endEntry = defineCommand({
  name: 'access.end-entry',
  endpoint: wire.endEntry,
  async run(unit, { proposalId, reason }) {
    const found = await requireProposal(unit, proposalId);
    if (found.proposal.kind !== 'entry') throw refuse('access.proposal-unknown');
    if (found.answer?.confirmed !== true || found.end !== null) throw refuse('access.proposal-answered');
    await insertEnd(unit, proposalId, reason);
    unit.note('access-proposal', { id: proposalId, ended: reason });
    return shown(unit, proposalId);
  },
});

export const suspendUser = defineCommand({
  name: 'access.suspend-user',
  endpoint: wire.suspendUser,
  async run(unit, { userId, reason }) {
    const { tx, cooperativeId, actor } = unit;
    const roles = await rolesOf(tx, cooperativeId, userId);
    if (roles.length === 0) throw refuse('user.unknown');
    requireSuspender(actor, { userId, roles });
    await insertSuspension(unit, { id: newId(), userId, reason });
    unit.note('user', { userId, suspended: reason });
    return { userId, suspended: true };
  },
});

export const refuseAccess = defineCommand({
  name: 'access.refuse-proposal',
  endpoint: wire.refuseAccess,
  async run(unit, { proposalId, reason }) {
    const found = await openProposal(unit, proposalId);
    const warnings = await warningsFor(unit, found, unit.actor.userId);
    await insertAnswer(unit, { proposalId, confirmed: false, reason, warnings });
    unit.note('access-proposal', { id: proposalId, refused: reason });
    return shown(unit, proposalId);
  },
});

export const confirmAccess = defineCommand({
  name: 'access.confirm-proposal',
  endpoint: wire.confirmAccess,
  async run(unit, { proposalId }) {
    const { tx, cooperativeId, actor } = unit;
    const found = await openProposal(unit, proposalId);
    const { kind, userId, recordedBy } = found.proposal;
    if (actor.closedAt !== null && kind !== 'closing') throw refusalWhileClosed(actor);
    const proposer = must(recordedBy, 'who proposed');
    const holders = await officeHolders(tx, cooperativeId);
    const by = { userId: proposer, roles: await rolesOf(tx, cooperativeId, proposer) };
    requireConfirmer({
      kind,
      by,
      about: userId,
      holders,
      confirmer: actor,
      reachesFurther: userId !== null && (await reachesFurther(tx, cooperativeId, userId)),
    });
    const warnings = await warningsFor(unit, found, actor.userId);
    await insertAnswer(unit, { proposalId, confirmed: true, reason: null, warnings });
    const half = kind === 'portal' ? null : await takeEffect(unit, found);
    const halves = kind === 'portal' ? await inviteAll(unit, found.proposal) : null;
    unit.note('access-proposal', {
      id: proposalId,
      kind,
      confirmed: true,
      ...(warnings.length > 0 && { warnings: warnings.map(({ zh }) => zh) }),
    });
    const confirmed = await shown(unit, proposalId);
    return { ...confirmed, half, halves, useBy: halves && useByOf(confirmed) };
  },
});

/** What was proposed, done. Returns the half of an invitation that comes of it. */
async function takeEffect(unit: CommandUnit, { proposal }: ProposalRow): Promise<string | null> {
  const { tx, cooperativeId, now } = unit;
  const { id: proposalId, kind, wish, codeHash } = proposal;
  switch (kind) {
    case 'user': {
      const userId = must(proposal.userId, 'a new person');
      const { userName = '', displayName = '', roles = [] } = wish;
      await requireFreeName(unit, userName);
      await judgeRoles(unit, { displayName, isAdministrator: false }, null, roles);
      const user = { id: userId, userName, displayName, passwordHash: null, isAdministrator: false };
      await insertUser(tx, { ...user, createdAt: now });
      await give(unit, proposal, roles);
      return invite(tx, userId, must(codeHash, 'the first half'));
    }
    case 'roles': {
      const userId = must(proposal.userId, 'a person');
      const { roles = [] } = wish;
      const user = await knownUser(unit, userId);
      await judgeRoles(unit, user, userId, roles);
      requireSame(wish.before, [...(await rolesOf(tx, cooperativeId, userId))].sort());
      await give(unit, proposal, roles);
      return null;
    }
    case 'member': {
      const userId = must(proposal.userId, 'a person');
      if (!(await hasRole(tx, cooperativeId, userId))) throw refuse('access.proposal-stale');
      const member = await memberToBe(tx, cooperativeId, userId, wish.member ?? '');
      const before = await memberOfUser(tx, cooperativeId, userId);
      requireSame(wish.before, before === null ? [] : [before]);
      requireSame([wish.memberId ?? ''], [member.id]);
      await judgeLink(unit, userId, member.id);
      await linkMember(unit, { userId, memberId: member.id, proposalId });
      unit.note('user', { userId, memberId: member.id });
      return null;
    }
    case 'reset': {
      const userId = must(proposal.userId, 'a person');
      await closeSignIn(tx, userId);
      unit.note('user', { userId, reset: true });
      return invite(tx, userId, must(codeHash, 'the first half'));
    }
    case 'closing':
      requireChange(unit, wish);
      unit.note('cooperative', { closed: wish.closed, moveFailed: wish.moveFailed, reason: wish.reason });
      return null;
    case 'mandate': {
      const userId = must(proposal.userId, 'a person');
      const { ground = 'attorney', document = '', scope = 'read', from = '', until = '' } = wish;
      if (!(await hasRole(tx, cooperativeId, userId))) throw refuse('access.proposal-stale');
      const { displayName: person } = await knownUser(unit, userId);
      const wanted = { userId, member: wish.member ?? '', ground, from, until };
      const { id: memberId } = await judgeMandate(unit, wanted);
      requireSame([wish.memberId ?? ''], [memberId]);
      const [beginsOn, endsOn] = [LocalDate.parse(from), LocalDate.parse(until)];
      const row = { id: proposalId, userId, memberId, person, ground, document, scope, beginsOn, endsOn };
      await insertMandate(unit, row);
      // Whoever died has an heir, who asked for it; everybody else hears who may look at what is theirs.
      if (ground !== 'heir')
        await tellMembers(unit, proposalId, [
          {
            kind: 'mandate-given',
            memberId,
            person,
            ground: mandateGroundWords[ground],
            from: beginsOn,
            until: endsOn,
          },
        ]);
      unit.note('mandate', { id: proposalId, userId, memberId, ground, from, until });
      return null;
    }
    case 'mandate-end': {
      const { mandateId = '', reason = '' } = wish;
      const ended = await openMandate(tx, cooperativeId, mandateId);
      await endMandateByOffice(unit, { mandateId, reason, proposalId });
      await tellMandateEnded(unit, ended, 'office');
      unit.note('mandate', { id: mandateId, ended: reason });
      return null;
    }
    case 'restore':
    case 'entry':
    case 'second-factor':
      unit.note('access-proposal', {
        id: proposalId,
        userId: proposal.userId ?? undefined,
        until: wish.until,
      });
      return null;
    case 'portal':
    case 'before':
    case 'founding':
      throw refuse('access.proposal-answered');
  }
}

/** Each a user of the portal, who is a shareholder and that member, and chooses a PIN by both halves. Returns the second ones. */
async function inviteAll(
  unit: CommandUnit,
  { id: proposalId, recordedBy, recordedAt, wish }: ProposalRow['proposal'],
) {
  const { tx, now: createdAt, vault } = unit;
  const grantedBy = must(recordedBy, 'who proposed');
  const useBy = portalCodeUseBy(recordedAt);
  const halves = [];
  const told = [];
  for (const { userId, memberId = '', member = '', memberName = '', half = '' } of wish.people ?? []) {
    const coming = await comingToPortal(unit, member, '');
    requireSame([memberId], [coming.memberId]);
    const isAnew = (await findUser(tx, userId)) !== undefined;
    if (isAnew) {
      requireSame([userId], [coming.userId]);
      await closeSignIn(tx, userId);
    } else {
      const userName = `portal-${userId}`;
      const user = { id: userId, userName, displayName: memberName, passwordHash: null };
      await insertUser(tx, { ...user, isAdministrator: false, portalOnly: true, createdAt });
      await replaceRoles(unit, { userId, roles: ['shareholder'], grantedBy, proposalId });
      await linkMember(unit, { userId, memberId, proposalId });
    }
    halves.push({ member, name: memberName, half: await inviteOneToPortal(tx, vault, userId, half) });
    told.push({ kind: 'portal-code-made', memberId, isAnew, useBy } as const);
  }
  await tellMembers(unit, proposalId, told);
  unit.note('user', { portal: halves.map(({ member }) => member) });
  return halves;
}

async function give(unit: CommandUnit, proposal: ProposalRow['proposal'], roles: readonly Role[]) {
  const userId = must(proposal.userId, 'a person');
  const grantedBy = must(proposal.recordedBy, 'who proposed');
  await replaceRoles(unit, { userId, roles, grantedBy, proposalId: proposal.id });
  unit.note('user', { userId, userName: proposal.wish.userName, roles: [...roles] });
}

async function propose(
  unit: CommandUnit,
  kind: AccessProposalKind,
  userId: string | null,
  wish: AccessWish,
  codeHash: string | null = null,
) {
  const { tx, cooperativeId, actor } = unit;
  requireProposer({ kind, by: actor, about: userId, holders: await officeHolders(tx, cooperativeId) });
  const row = await insertProposal(unit, { id: newId(), kind, userId, wish, codeHash });
  const { userName, roles, member, ground, from, until, mandateId, required, closed, moveFailed, reason } =
    wish;
  unit.note('access-proposal', {
    id: row.proposal.id,
    kind,
    userId,
    userName,
    member,
    ground,
    from,
    until,
    mandateId,
    required,
    closed,
    moveFailed,
    reason,
    roles: roles === undefined ? undefined : [...roles],
    members: wish.people?.map((each) => each.member ?? ''),
  });
  return onWire(row, await warningsFor(unit, row, null));
}

async function requireProposal({ tx, cooperativeId }: CommandUnit, id: string): Promise<ProposalRow> {
  const found = await findProposal(tx, cooperativeId, id);
  if (!found) throw refuse('access.proposal-unknown');
  return found;
}

async function openProposal(unit: CommandUnit, id: string): Promise<ProposalRow> {
  const found = await requireProposal(unit, id);
  const { kind } = found.proposal;
  if (found.answer !== null || kind === 'founding' || kind === 'before')
    throw refuse('access.proposal-answered');
  return found;
}

async function shown(unit: CommandUnit, id: string) {
  const row = await requireProposal(unit, id);
  return onWire(row, await warningsFor(unit, row, null));
}

async function requireFreeName({ tx }: CommandUnit, userName: string): Promise<void> {
  if (await findUserByName(tx, userName)) throw refuse('user.name-taken', { userName }, '/userName');
}

async function knownUser({ tx }: CommandUnit, userId: string) {
  const user = await findUser(tx, userId);
  if (!user || user.disabledAt !== null) throw refuse('user.unknown');
  return user;
}

/** Somebody with a role here, another than who asks. */
async function colleague(unit: CommandUnit, userId: string): Promise<void> {
  if (!(await hasRole(unit.tx, unit.cooperativeId, userId))) throw refuse('user.unknown');
  requireAnother(unit, userId);
}

function requireAnother({ actor }: CommandUnit, userId: string): void {
  if (userId === actor.userId) throw refuse('access.own-roles', {}, '/userId');
}

/** What duties, register and bodies say against these roles; somebody new is no member yet. */
async function judgeRoles(
  { tx, cooperativeId, today: on, judgeAppointment }: CommandUnit,
  user: {
    readonly displayName: string;
    readonly isAdministrator: boolean;
    readonly portalOnly?: boolean;
  },
  userId: string | null,
  roles: readonly Role[],
): Promise<void> {
  if (user.portalOnly === true && roles.some((role) => role !== 'shareholder'))
    throw refuse('access.portal-only', { name: user.displayName }, '/roles');
  const { displayName: name } = user;
  const { refused } =
    userId === null
      ? { refused: [] }
      : await judgeAppointment(tx, cooperativeId, { userId, name, memberId: null, roles, on });
  throwFaults([
    ...exclusionFaults(user.displayName, roles, { opensCooperatives: user.isAdministrator }),
    ...refused.map((each) => ({ ...each, pointer: '/roles' })),
  ]);
}

/** What the days, a death and the link of the user say against this mandate; else the member it is for. */
async function judgeMandate(
  { tx, cooperativeId }: CommandUnit,
  {
    userId,
    member: number,
    ground,
    from,
    until,
  }: {
    readonly userId: string;
    readonly member: string;
    readonly ground: MandateGround;
    readonly from: string;
    readonly until: string;
  },
) {
  const member = await memberToActFor(tx, cooperativeId, number);
  requireMandate({
    ground,
    beginsOn: LocalDate.parse(from),
    endsOn: LocalDate.parse(until),
    deceased: member.deceased,
    oneself: (await memberOfUser(tx, cooperativeId, userId)) === member.id,
    today: dayInChina(new Date()),
  });
  return member;
}

/** What register and bodies say against somebody with these roles being this member. */
async function judgeLink(unit: CommandUnit, userId: string, memberId: string): Promise<void> {
  const { tx, cooperativeId, today: on } = unit;
  const roles = await rolesOf(tx, cooperativeId, userId);
  const wish = { userId, name: '', memberId, roles, on };
  const { refused } = await unit.judgeAppointment(tx, cooperativeId, wish);
  throwFaults(refused.map((each) => ({ ...each, pointer: '/member' })));
}

function requireSame(before: readonly string[] = [], now: readonly string[]): void {
  if (before.length !== now.length || before.some((each, index) => each !== now[index]))
    throw refuse('access.proposal-stale');
}
