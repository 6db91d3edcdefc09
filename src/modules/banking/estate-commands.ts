/**
 * What waits of the dead, among heirs: one person asks, another confirms, and until then nobody may have any of it. Own lines go, and
 * what the dead were to inherit themselves, claim by claim, exactly. Heirs live and are on the register; the dead are dead.
 */
import { v7 as newId } from 'uuid';
import { waitsForHeirs } from '../../domain/holding.ts';
import { Money } from '../../domain/money.ts';
import { divideClaim } from '../../domain/payout.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { takeBackParts, withholdParts, type HeirPart } from '../dividends/index.ts';
import { factsOn, memberIdsOf } from '../members/index.ts';
import { accountNamed } from '../shares/index.ts';
import { inheritedFrom, lastPart } from './claim-store.ts';
import { claims, type ClaimRow } from './claims.ts';
import * as wire from './estate-contract.ts';
import { estateById, estateChangedSince, estateOnWire, type EstateRow } from './estate-store.ts';
import {
  estateRequest,
  estateRequestAnswer,
  estateShare,
  estateShareEnd,
  type EstateHeir,
} from './schema.ts';

const recorded = ({ now, actor }: CommandUnit) => ({ recordedAt: now, recordedBy: actor.userId });

export const divideEstate = defineCommand({
  name: 'payouts.divide-estate',
  endpoint: wire.dividePayoutEstate,
  async run(unit, { deceased, heirs: wished, basis }) {
    const { tx, cooperativeId } = unit;
    const account = await accountNamed(tx, cooperativeId, { kind: 'member', number: deceased });
    if (!account) throw refuse('payout.claim-unknown', { holder: deceased }, '/deceased');
    const heirs = await heirsNamed(unit, wished);
    const memberId = must(account.memberId, 'the member of an account of a member');
    const waiting = await estateOf(unit, { accountId: account.id, memberId, number: deceased }, heirs);
    const row: EstateRow = {
      cooperativeId,
      id: newId(),
      accountId: account.id,
      heirs,
      amount: sumOf(waiting),
      basis,
      undoes: false,
      ...recorded(unit),
    };
    await tx.insert(estateRequest).values(row);
    unit.note('estate-request', {
      id: row.id,
      deceased,
      basis,
      amount: `${row.amount}`,
      heirs: heirs.map(({ member, parts }) => `${member} ${parts}`),
    });
    return estateOnWire({ row, deceased, memberId, answer: null });
  },
});

/** Exactly what was asked for: where the claims have moved since, it is sent back and asked for anew. */
export const confirmEstate = defineCommand({
  name: 'payouts.confirm-estate',
  endpoint: wire.confirmPayoutEstate,
  async run(unit, { estateId }) {
    const { tx, cooperativeId } = unit;
    const { row, deceased, memberId, answer } = await estateById(tx, cooperativeId, estateId);
    if (answer) throw refuse('payout.estate-answered');
    if (row.recordedBy === unit.actor.userId) throw refuse('payout.confirmer-is-enterer');
    if (await estateChangedSince(tx, row)) throw refuse('payout.estate-overtaken', { deceased });
    const given = { cooperativeId, requestId: row.id, reason: null, ...recorded(unit) };
    if (row.undoes) {
      const found = await undoable(unit, row.accountId, deceased);
      requireUnmoved(row, partsSum(found.undone));
      await tx.insert(estateRequestAnswer).values(given);
      const { undone, kept } = await undo(unit, row, found);
      unit.note('estate-undone', {
        deceased,
        reason: row.basis,
        undone: undone.map((each) => `${each.runId} ${each.amount}`),
      });
      return { parts: [], undone, kept };
    }
    const holder = { accountId: row.accountId, memberId, number: deceased };
    const waiting = await estateOf(unit, holder, row.heirs);
    requireUnmoved(row, sumOf(waiting));
    await tx.insert(estateRequestAnswer).values(given);
    const parts = await divide(unit, row, waiting);
    unit.note('estate', {
      deceased,
      basis: row.basis,
      parts: parts.map(({ heir, amount }) => `${heir} ${amount}`),
    });
    return { parts, undone: [], kept: [] };
  },
});

function requireUnmoved({ amount: asked }: EstateRow, now: Money): void {
  if (!now.equals(asked)) throw refuse('payout.estate-moved', { asked: `${asked}`, now: `${now}` });
}

/** What the dead could not draw any more is the heirs' income, each part taxed as its heir's. */
async function divide(
  unit: CommandUnit,
  { id: requestId, heirs, basis }: EstateRow,
  waiting: readonly ClaimRow[],
) {
  const { tx, cooperativeId } = unit;
  const named = heirs.map(({ id, member, parts }) => ({ key: member, parts: BigInt(parts), id }));
  const parts = [];
  const heirParts: HeirPart[] = [];
  for (const { runId, accountId, part: inherited, open } of waiting) {
    const line = { cooperativeId, runId, accountId };
    if (inherited > 0)
      await tx
        .insert(estateShareEnd)
        .values({ ...line, part: inherited, kind: 'passed-on', reason: basis, ...recorded(unit) });
    const last = await lastPart(tx, cooperativeId, runId, accountId);
    const amounts = divideClaim(open, named);
    for (const [index, { key, id }] of named.entries()) {
      const [part, amount] = [last + index + 1, must(amounts[index], 'the part of an heir')];
      await tx
        .insert(estateShare)
        .values({ ...line, part, heirId: id, amount, basis, requestId, ...recorded(unit) });
      parts.push({ runId, part, heir: key, amount: amount.toString() });
      heirParts.push({ runId, accountId, part, heirId: id, amount });
    }
  }
  await withholdParts(unit, heirParts);
  return parts;
}

export const sendBackEstate = defineCommand({
  name: 'payouts.send-back-estate',
  endpoint: wire.sendBackPayoutEstate,
  async run(unit, { estateId, reason }) {
    const { tx, cooperativeId } = unit;
    const found = await estateById(tx, cooperativeId, estateId);
    if (found.answer) throw refuse('payout.estate-answered');
    const answer = { cooperativeId, requestId: estateId, reason, ...recorded(unit) };
    await tx.insert(estateRequestAnswer).values(answer);
    unit.note('estate-refusal', { id: estateId, deceased: found.deceased, reason });
    return estateOnWire({ ...found, answer });
  },
});

async function heirsNamed(
  { tx, cooperativeId }: CommandUnit,
  wished: readonly { readonly member: string; readonly parts: number }[],
): Promise<readonly EstateHeir[]> {
  const ids = await memberIdsOf(
    tx,
    cooperativeId,
    wished.map(({ member }) => member),
  );
  return wished.map(({ member, parts }, index) => {
    const id = ids.get(member);
    if (id === undefined)
      throw refuse('shares.holder-not-found', { holder: member }, `/heirs/${index}/member`);
    if (wished.findIndex((each) => each.member === member) !== index)
      throw refuse('shares.no-heirs', {}, `/heirs/${index}`);
    return { id, member, parts };
  });
}

/** What waits of the lines of a dead holder, and of parts that the dead person was to inherit; refused where anybody is not as they must be. */
async function estateOf(
  { tx, cooperativeId, today }: CommandUnit,
  {
    accountId,
    memberId,
    number,
  }: { readonly accountId: string; readonly memberId: string; readonly number: string },
  heirs: readonly EstateHeir[],
): Promise<readonly ClaimRow[]> {
  const facts = await factsOn(tx, cooperativeId, today, null, [memberId, ...heirs.map(({ id }) => id)]);
  const dead = new Set(
    facts.filter(({ standing }) => standing.state === 'deceased').map((each) => each.memberId),
  );
  for (const [index, { id, member }] of heirs.entries())
    if (id === memberId || dead.has(id))
      throw refuse('payout.heir-is-deceased', { member }, `/heirs/${index}/member`);
  const inherited = await inheritedFrom(tx, cooperativeId, memberId);
  const all = await claims(tx, cooperativeId, today, { accountIds: [accountId, ...inherited] });
  const waiting = all.filter(({ part, payeeId, state, held, accountId: of }) =>
    part === 0
      ? of === accountId && state === 'held' && waitsForHeirs(held)
      : payeeId === memberId && state === 'held' && held === 'deceased',
  );
  if (waiting.length === 0) throw refuse('payout.no-estate', { holder: number }, '/deceased');
  if (!dead.has(memberId)) throw refuse('payout.holder-lives', { holder: number }, '/deceased');
  if (facts.find((each) => each.memberId === memberId)?.confirmed.state !== 'deceased')
    throw refuse('shares.death-unconfirmed', { holder: number }, '/deceased');
  return waiting;
}

function sumOf(waiting: readonly ClaimRow[]): Money {
  return Money.sum(waiting.map(({ open }) => open));
}

/** Asks for the division of an estate to be taken back: heirs may have their parts until another person confirms it. */
export const undoEstate = defineCommand({
  name: 'payouts.undo-estate',
  endpoint: wire.undoPayoutEstate,
  async run(unit, { deceased, reason }) {
    const { tx, cooperativeId } = unit;
    const account = await accountNamed(tx, cooperativeId, { kind: 'member', number: deceased });
    if (!account) throw refuse('payout.claim-unknown', { holder: deceased }, '/deceased');
    const { undone } = await undoable(unit, account.id, deceased);
    const row: EstateRow = {
      cooperativeId,
      id: newId(),
      accountId: account.id,
      heirs: [],
      amount: partsSum(undone),
      basis: reason,
      undoes: true,
      ...recorded(unit),
    };
    await tx.insert(estateRequest).values(row);
    unit.note('estate-undo-request', { id: row.id, deceased, reason, amount: `${row.amount}` });
    const memberId = must(account.memberId, 'the member of an account of a member');
    return estateOnWire({ row, deceased, memberId, answer: null });
  },
});

interface DividedRun {
  readonly runId: string;
  readonly parts: readonly ClaimRow[];
}

const partsSum = (runs: readonly DividedRun[]) =>
  Money.sum(runs.flatMap(({ parts }) => parts.map(({ net }) => net)));

/** The divided lines of a dead holder: those of which nothing was paid or is in a batch, and those that stay for that. */
async function undoable({ tx, cooperativeId, today }: CommandUnit, accountId: string, holder: string) {
  const all = await claims(tx, cooperativeId, today, { accountIds: [accountId] });
  const divided = all.filter(({ part }) => part > 0);
  const runs = [...new Set(divided.map(({ runId }) => runId))].map((runId): DividedRun => ({
    runId,
    parts: divided.filter((each) => each.runId === runId),
  }));
  const untouched = ({ parts }: DividedRun) =>
    parts.every(({ state, open, net }) => open.equals(net) && state !== 'in-batch');
  const undone = runs.filter(untouched);
  if (undone.length === 0) throw refuse('payout.estate-untouched', { holder }, '/deceased');
  return { undone, kept: runs.filter((each) => !untouched(each)).map(({ runId }) => ({ runId })) };
}

/** Takes the division back, line by line: it waits again. */
async function undo(
  unit: CommandUnit,
  { accountId, basis: reason }: EstateRow,
  { undone, kept }: Awaited<ReturnType<typeof undoable>>,
) {
  const { tx, cooperativeId } = unit;
  for (const { runId, parts } of undone) {
    const end = { cooperativeId, runId, accountId, kind: 'undone', reason, ...recorded(unit) } as const;
    await tx.insert(estateShareEnd).values(parts.map(({ part }) => ({ ...end, part })));
    await takeBackParts(unit, { runId, accountId });
  }
  return {
    undone: undone.map((each) => ({ runId: each.runId, amount: partsSum([each]).toString() })),
    kept,
  };
}
