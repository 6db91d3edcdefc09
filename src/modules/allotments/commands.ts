/** Drafting a scheme as a version, posting its differences as movements, reversing a posting as a whole once two people say so. */
import { v7 as newId } from 'uuid';
import type { AllotmentLine } from '../../domain/allotment.ts';
import { ruleFaults } from '../../domain/allotment.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { Refusal, refuse } from '../../domain/refusal.ts';
import { requireOtherHand, schemeSubject, type Claim } from '../../domain/resolution.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import {
  resolutionOn,
  requireResolutionFor,
  type KnownResolution,
  type RefuseCalled,
  type RequireLawful,
} from '../assemblies/index.ts';
import {
  askFor,
  ensureAccounts,
  postMovements,
  requireClass,
  systemAccount,
  type NewMovement,
  type PostingReversed,
} from '../shares/index.ts';
import * as wire from './contract.ts';
import {
  applyScheme,
  asDecidedOn,
  changedLines,
  givesMore,
  registerOn,
  sumsOf,
  type Register,
} from './preview.ts';
import { gaveUnseen } from './counted.ts';
import { schemeOnWire } from './queries.ts';
import { parseRule, type RuleOnWire } from './rules-contract.ts';
import {
  insertPosting,
  insertReversal,
  insertScheme,
  insertWithdrawal,
  postedBefore,
  postingsOf,
  requireStandingPosting,
  requireStandingScheme,
  standingPosting,
  type SchemeRow,
} from './store.ts';
import { must } from '../../platform/must.ts';

export const draftScheme = defineCommand({
  name: 'allotments.draft-scheme',
  endpoint: wire.draftScheme,
  async run(unit, input) {
    const [fault, ...rest] = ruleFaults(input.rules.map(parseRule));
    if (fault) throw new Refusal([fault, ...rest]);
    const effectiveOn = LocalDate.parse(input.effectiveOn);
    const id = newId();
    const rules = await rulesByCode(unit, input.rules);
    const row: SchemeRow = {
      ...input,
      nameEn: input.nameEn ?? null,
      meaningEn: input.meaningEn ?? null,
      resolutionId: null,
      cooperativeId: unit.cooperativeId,
      id,
      version: await unit.nextNumber('scheme'),
      effectiveOn,
      rules,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    };
    await insertScheme(unit.tx, row);
    unit.note('scheme', {
      id,
      version: row.version.toString(),
      name: row.name,
      effectiveOn: input.effectiveOn,
    });
    return schemeOnWire(unit.tx, row);
  },
});

/** Entered by mistake, before anybody adopted it or was called to vote on it: it stays in history and takes no effect. */
export const withdrawSchemeOf = (refuseCalled: RefuseCalled) =>
  defineCommand({
    name: 'allotments.withdraw-scheme',
    endpoint: wire.withdrawScheme,
    async run(unit, { schemeId, reason }) {
      const { tx, cooperativeId } = unit;
      const scheme = await requireStandingScheme(tx, cooperativeId, schemeId);
      const adopted = await resolutionOn(tx, cooperativeId, schemeSubject(schemeId));
      if (adopted) throw refuse('scheme.adopted-already', { name: scheme.name, number: adopted.number });
      await refuseCalled(unit, schemeSubject(schemeId));
      await insertWithdrawal(tx, {
        cooperativeId,
        schemeId,
        reason,
        recordedAt: unit.now,
        recordedBy: unit.actor.userId,
      });
      unit.note('scheme', { id: schemeId, version: scheme.version.toString(), withdrawn: reason });
      return schemeOnWire(tx, scheme);
    },
  });

/** What verification would find is not posted. */
export const postSchemeOf = (requireLawful: RequireLawful) =>
  defineCommand({
    name: 'allotments.post-scheme',
    endpoint: wire.postScheme,
    async run(unit, input) {
      const { tx, cooperativeId } = unit;
      const on = LocalDate.parse(input.on);
      const scheme = await requireStandingScheme(tx, cooperativeId, input.schemeId);
      if (await standingPosting(tx, cooperativeId, scheme.id, on)) {
        throw refuse('scheme.already-posted', { on: input.on });
      }
      const carrying = await requireCarried(unit, scheme, on);
      // What was decided for a day to come is entered ahead for that day, and for no other.
      if (on.isAfter(unit.today) && on.isAfter(scheme.effectiveOn))
        throw refuse('scheme.in-future', { date: input.on, today: `${unit.today}` }, '/on');
      const resolutionId = carrying.id;
      const hands = [carrying.recordedBy, carrying.reviewed?.recordedBy, unit.actor.userId];
      requireOtherHand(scheme.recordedBy, hands);
      const since = await postedBefore(tx, cooperativeId, scheme.id, on);
      const register = await registerOn(tx, cooperativeId, on, since);
      requireDeathsConfirmed(register);
      const lines = changedLines(applyScheme(scheme, register, on));
      if (lines.length === 0) throw refuse('scheme.nothing-to-post');
      const id = newId();
      // The first time people are measured on the day the assembly saw: whoever posts later does not choose how old they are by then.
      const measuredOn = since === null ? scheme.effectiveOn : on;
      const known = { decidedAt: carrying.recordedAt, measuredOn };
      const seen = await asDecidedOn(tx, cooperativeId, register, on, known);
      const unseen = givesMore(lines, changedLines(applyScheme(scheme, seen, on)));
      const posted = await postMovements(
        unit,
        await movementsOf(unit, lines, register, { name: scheme.name, resolutionId }, on, id),
        { counted: await countedPostings(unit, scheme, id, { unseen, decidedAt: carrying.recordedAt }) },
      );
      const { given, taken } = sumsOf(lines);
      await insertPosting(tx, {
        cooperativeId,
        id,
        schemeId: scheme.id,
        effectiveOn: on,
        movements: BigInt(posted.count),
        given,
        taken,
        resolutionId,
        recordedAt: unit.now,
        recordedBy: unit.actor.userId,
      });
      await requireLawful(unit, scheme.id);
      const reply = { id, schemeId: scheme.id, on: input.on, movements: posted.count };
      const sums = { given: given.toString(), taken: taken.toString() };
      unit.note('posting', { ...reply, ...sums });
      return { ...reply, ...sums };
    },
  });

/** Who died by what one person entered is neither given shares nor passed over: the death is confirmed, or sent back, first. */
function requireDeathsConfirmed({ members }: Register): void {
  const unconfirmed = [...members.values()].find(
    ({ standing, confirmed }) => standing.state !== confirmed.state,
  );
  if (unconfirmed === undefined) return;
  throw refuse('shares.death-unconfirmed', { holder: unconfirmed.registerNumber });
}

/**
 * The assembly saw what the first posting gives, unless tags, households or retirements entered since gave somebody more: then it counts
 * towards the allowance of one person, on its day and beside every later one, which follows what was entered since anyway.
 */
async function countedPostings(
  { tx, cooperativeId }: CommandUnit,
  scheme: SchemeRow,
  added: string,
  { unseen, decidedAt }: { readonly unseen: boolean; readonly decidedAt: Date },
): Promise<readonly string[]> {
  const earlier = (await postingsOf(tx, cooperativeId)).filter(
    ({ posting, reversedAt }) => posting.schemeId === scheme.id && reversedAt === null,
  );
  const all = [...earlier.map(({ posting }) => posting.id), added];
  const first = earlier[0]?.posting;
  if (first === undefined) return unseen ? all : [];
  return (await gaveUnseen(tx, scheme, first, decidedAt)) ? all : all.slice(1);
}

/** Asked for by one person; it stands until another confirms, because an assembly adopted it. */
export const reverseSchemePosting = defineCommand({
  name: 'allotments.reverse-posting',
  endpoint: wire.reversePosting,
  async run(unit, { postingId, reason }) {
    await requireStandingPosting(unit.tx, unit.cooperativeId, postingId);
    return askFor(unit, { kind: 'posting-reversal', postingId, reason });
  },
});

export const postingReversed: PostingReversed = async (unit, { postingId, reason }) => {
  const { tx, cooperativeId } = unit;
  const posting = await requireStandingPosting(tx, cooperativeId, postingId);
  await insertReversal(tx, {
    cooperativeId,
    postingId,
    reason,
    recordedAt: unit.now,
    recordedBy: unit.actor.userId,
  });
  unit.note('posting-reversal', { postingId, movements: Number(posting.movements) });
};

/**
 * What the scheme takes effect through: the resolution on itself, of a body that had the power when it decided, when the
 * scheme takes effect, on the day it is posted for and on the day it is posted.
 */
async function requireCarried(
  { tx, cooperativeId, today }: CommandUnit,
  scheme: Pick<SchemeRow, 'id' | 'effectiveOn'>,
  on: LocalDate,
): Promise<KnownResolution> {
  const claim = schemeClaim(scheme, on);
  const adopted = await resolutionOn(tx, cooperativeId, claim.subject);
  if (adopted === undefined) throw refuse('scheme.not-adopted');
  const found = await requireResolutionFor(tx, cooperativeId, adopted.id, { ...claim, today });
  if (found.decidedOn.isAfter(scheme.effectiveOn))
    throw refuse(
      'resolution.later-than-effect',
      { decidedOn: `${found.decidedOn}`, effectiveOn: `${scheme.effectiveOn}` },
      '/effectiveOn',
    );
  return found;
}

/** What a posting of the scheme for a day asks of its resolution. */
export function schemeClaim(
  { id, effectiveOn }: Pick<SchemeRow, 'id' | 'effectiveOn'>,
  on: LocalDate,
): Claim {
  return { matter: 'allotment-scheme', subject: schemeSubject(id), effectiveOn: [effectiveOn, on] };
}

/** The rules with every class named by its code, whether code or name was written; each class must be defined. */
async function rulesByCode(unit: CommandUnit, rules: readonly RuleOnWire[]): Promise<readonly RuleOnWire[]> {
  const { tx, cooperativeId } = unit;
  const named: RuleOnWire[] = [];
  for (const [index, rule] of rules.entries()) {
    const { code: shareClass } = await requireClass(
      tx,
      cooperativeId,
      rule.shareClass,
      `/rules/${index}/shareClass`,
    );
    if (rule.kind !== 'match') {
      named.push({ ...rule, shareClass });
      continue;
    }
    const base = await requireClass(tx, cooperativeId, rule.base, `/rules/${index}/base`);
    named.push({ ...rule, shareClass, base: base.code });
  }
  return named;
}

/** A rise comes from the pool, a fall goes back to it. */
async function movementsOf(
  unit: CommandUnit,
  lines: readonly AllotmentLine[],
  register: Register,
  scheme: { readonly name: string; readonly resolutionId: string },
  effectiveOn: LocalDate,
  postingId: string,
): Promise<readonly NewMovement[]> {
  const pool = await systemAccount(unit, 'pool');
  const collective = await systemAccount(unit, 'collective');
  const memberOf = (key: string) => must(register.members.get(key), 'the member of a line').memberId;
  const memberIds = lines.flatMap(({ key }) => (key === null ? [] : [memberOf(key)]));
  const accounts = await ensureAccounts(unit, 'member', memberIds);
  return lines.map((line): NewMovement => {
    const holder =
      line.key === null ? collective.id : must(accounts.get(memberOf(line.key)), 'the account of a member');
    const rises = line.target.compare(line.held) > 0;
    return {
      kind: 'allotment',
      classId: must(register.classes.get(line.shareClass), 'the class of a line').id,
      from: rises ? pool.id : holder,
      to: rises ? holder : pool.id,
      quantity: rises ? line.target.minus(line.held) : line.held.minus(line.target),
      effectiveOn,
      postingId,
      resolutionId: scheme.resolutionId,
      reason: scheme.name,
    };
  });
}
